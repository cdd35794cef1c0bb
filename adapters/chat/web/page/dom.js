/**
 * Makes an element. Children are elements or plain text: nothing is ever read as markup.
 * @param {string} name
 * @param {Record<string, string | number | boolean | undefined>} [attributes]
 * @param {...(Node | string | undefined)} children
 * @returns {HTMLElement}
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(key, value === true ? '' : String(value));
  }
  for (const child of children) {
    if (child !== undefined) element.append(typeof child === 'string' ? visible(child) : child);
  }
  return element;
}

/**
 * Text in which nothing hides: control characters show as their pictures, and those that turn the direction
 * of writing around show as a mark, since a name could otherwise rewrite the sentence it stands in.
 * @param {string} text
 */
export function visible(text) {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/**
 * Changes `from` into `to` in place, so that focus, scroll and what a person has selected stay.
 * @param {Element} from
 * @param {Element} to
 */
export function morph(from, to) {
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of [...to.attributes]) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  const fresh = [...to.childNodes];
  fresh.forEach((next, index) => {
    const now = from.childNodes[index];
    if (!now) from.append(next);
    else if (now instanceof Element && next instanceof Element && alike(now, next)) morph(now, next);
    else if (now instanceof Text && next instanceof Text) {
      if (now.data !== next.data) now.data = next.data;
    } else now.replaceWith(next);
  });
  while (from.childNodes.length > fresh.length) from.lastChild?.remove();
}

/**
 * @param {Element} one
 * @param {Element} other
 */
const alike = (one, other) =>
  one.nodeName === other.nodeName && one.getAttribute('data-key') === other.getAttribute('data-key');

/**
 * The element of the page with this id. The page's own markup has it.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`no #${id}`);
  return element;
}
