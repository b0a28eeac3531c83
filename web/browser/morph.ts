/** A place that a script fills; the server's markup for it is only what was there before. */
export type KeptPlace = (old: Element, fresh: Element) => boolean;

/**
 * Makes `old` equal to `fresh` by changing only what differs, so that focus, selection, scrolling and opened details
 * survive. `isKept` may take an element over; its content is then left alone.
 */
export function morph(old: Element, fresh: Element, isKept: KeptPlace): void {
  if (isKept(old, fresh)) return;
  copyAttributes(old, fresh);
  const freshNodes = [...fresh.childNodes];
  const oldNodes = [...old.childNodes];
  for (const [index, node] of freshNodes.entries()) morphNode(old, oldNodes[index], node, isKept);
  for (const surplus of oldNodes.slice(freshNodes.length)) surplus.remove();
}

function morphNode(parent: Element, old: ChildNode | undefined, fresh: ChildNode, isKept: KeptPlace): void {
  if (!old) parent.append(fresh);
  else if (old instanceof Element && fresh instanceof Element && old.tagName === fresh.tagName)
    morph(old, fresh, isKept);
  else if (old.nodeType === Node.TEXT_NODE && fresh.nodeType === Node.TEXT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
  } else old.replaceWith(fresh);
}

function copyAttributes(old: Element, fresh: Element): void {
  for (const { name } of [...old.attributes]) {
    // what the reader opened stays open
    const isReaders = old.tagName === 'DETAILS' && name === 'open';
    if (!isReaders && !fresh.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}
