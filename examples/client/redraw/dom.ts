/// <reference lib="dom" />

type Child = Node | string | null | false;

/**
 * Creates an element. Strings become text nodes, so no data of a response is parsed as HTML. Children that are null
 * or false are omitted, and attributes that are null.
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

/** A section with a heading, or null when it has no content. */
export function section(id: string, title: string, ...children: readonly Child[]): Node | null {
  if (children.every((child) => child === null || child === false)) return null;
  const heading = element('h2', { id: `${id}-title` }, title);
  return element('section', { id, 'aria-labelledby': `${id}-title` }, heading, ...children);
}

/** A link to another site, or only its text when the address is not a web address, e.g. `javascript:`. */
export function externalLink(address: string, text: string): Node {
  if (!/^https?:\/\//i.test(address) && !/^\/(?!\/)/.test(address))
    return element('span', {}, text);
  return element('a', { href: address, rel: 'noreferrer', target: '_blank' }, text);
}
