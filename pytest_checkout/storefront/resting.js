// Whether the page is still as it was read with this token, and the control is what lies at its own middle: then it can
// be pressed at once, without waiting to see whether it moves. A link that breaks into lines has no one middle.
(element, token) => {
  const page = window[Symbol.for("pytest-checkout")];
  if (page?.token !== token || !page.still() || element.getClientRects().length !== 1) return false;
  const box = element.getBoundingClientRect();
  const top = element.getRootNode().elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !!top && element.contains(top);
}
