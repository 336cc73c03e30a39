/** Building the page from text. Nothing here parses markup: hostile words in a record can only ever be words. */

/** @typedef {Node | string | number | undefined | null | false} Child */

/**
 * An element with attributes, one `click` listener and children. An undefined or false attribute is left out.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | undefined | (() => void)>} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(node, name, value);
  node.append(...nodes(children));
  return node;
}

/** @param {(Child | Child[])[]} children @returns {(Node | string)[]} */
function nodes(children) {
  return children
    .flat()
    .filter((child) => child !== undefined && child !== null && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}

/** @param {HTMLElement} node @param {string} name @param {unknown} value */
function setAttribute(node, name, value) {
  if (value === undefined || value === false) return;
  if (typeof value === 'function') {
    node.addEventListener(name, /** @type {EventListener} */ (value));
    return;
  }
  // The content security policy forbids both; failing here names the line that tried.
  if (name === 'style' || name.startsWith('on')) throw new Error(`attribute ${name} is not allowed`);
  node.setAttribute(name, value === true ? '' : String(value));
}

/**
 * Replaces what a node holds.
 * @param {Element} node
 * @param {...(Child | Child[])} children
 */
export function fill(node, ...children) {
  node.replaceChildren(...nodes(children));
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`no #${id} in the page`);
  return node;
}
