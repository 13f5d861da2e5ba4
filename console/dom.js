/**
 * An element. Text is always set as text, never as HTML.
 *
 * @param {string} tag
 * @param {Record<string, unknown>} properties `on…` are listeners, `class` and names with a dash are attributes
 * @param {...(Node | string | null)} children
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class' || name.includes('-')) node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** @param {string} id */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Shows items as list entries. An entry whose item did not change stays as it is, with its focus and open details.
 *
 * @param {HTMLElement} list
 * @param {readonly { id: string }[]} items
 * @param {(item: any, previous: HTMLElement | undefined) => Node} render
 */
export function renderList(list, items, render) {
  const previous = new Map([...list.children].map((entry) => [entry.dataset.id, entry]));
  const entries = items.map((item) => {
    const version = JSON.stringify(item);
    const entry = previous.get(item.id) ?? element('li');
    if (entry.dataset.version !== version) {
      entry.replaceChildren(render(item, entry));
      entry.dataset.id = item.id;
      entry.dataset.version = version;
    }
    return entry;
  });
  const kept = new Set(entries);
  for (const entry of previous.values()) if (!kept.has(entry)) entry.remove();
  // Only entries out of place move: a moved element loses its focus.
  entries.forEach((entry, index) => {
    if (list.children[index] !== entry) list.insertBefore(entry, list.children[index] ?? null);
  });
}

let hiding;

/** Shows a message for some seconds. @param {string} text */
export function notify(text) {
  const notice = byId('notice');
  notice.textContent = text;
  notice.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (notice.hidden = true), 6_000);
}

/** A listener that shows a failure as a message. @param {(event: Event) => Promise<void>} act */
export function guarded(act) {
  return (event) => act(event).catch((error) => notify(error.message));
}
