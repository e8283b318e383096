// Whether the page is still as it was read with this token, and the control is what lies at its own middle: then it can
// be pressed at once, without waiting to see whether it moves. A link that breaks into lines has no one middle. What
// comes before the control in that very moment gets nothing of the press: `landed` tells afterwards.
(element, token) => {
  const page = window[Symbol.for("pytest-checkout")];
  if (page?.token !== token || !page.still() || element.getClientRects().length !== 1) return false;
  const box = element.getBoundingClientRect();
  const top = element.getRootNode().elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  if (!top || !element.contains(top)) return false;
  const until = performance.now() + 5000;
  const how = { capture: true, passive: false };
  const kinds = ["pointerdown", "mousedown", "touchstart", "pointerup", "mouseup", "touchend", "click"];
  let missed = false;
  const ends = () => kinds.forEach((kind) => removeEventListener(kind, sees, how));
  const sees = (event) => {
    if (!event.isTrusted) return;
    // Where it begins is what it reaches: a list may open right under the pointer, and a label clicks its box.
    if (!missed && (performance.now() > until || event.composedPath().includes(element))) return ends();
    missed = true;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  kinds.forEach((kind) => addEventListener(kind, sees, how));
  page.landed = () => {
    ends();
    return !missed;
  };
  return true;
}
