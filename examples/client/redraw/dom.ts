/// <reference lib="dom" />

type Child = Node | string | null | false;

/**
 * Creates an element. Texts become text nodes, so that nothing of an answer is read as HTML; null and false are left out,
 * and an attribute of null too.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | null>>,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null) created.setAttribute(attribute, value);
  }
  created.append(...children.filter((child) => child !== null && child !== false));
  return created;
}

/** A section with a heading; null where there is nothing to show in it. */
export function section(id: string, title: string, ...children: readonly Child[]): Node | null {
  if (children.every((child) => child === null || child === false)) return null;
  const heading = element('h2', { id: `${id}-title` }, title);
  return element('section', { id, 'aria-labelledby': `${id}-title` }, heading, ...children);
}

/** A link to another site; the text alone where the address is no web page, e.g. `javascript:`. */
export function externalLink(address: string, text: string): Node {
  if (!/^https?:\/\//i.test(address) && !/^\/(?!\/)/.test(address))
    return element('span', {}, text);
  return element('a', { href: address, rel: 'noreferrer', target: '_blank' }, text);
}
