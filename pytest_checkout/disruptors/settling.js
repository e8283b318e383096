// Watches each page for amounts that are exchanged for others although nobody has done anything for a moment, and
// nothing on the page said that it was still reckoning. Calls checkoutExchanged with what went and what came.
(() => {
  const AT_ONCE = 300; // ms: what follows a page's end or a shopper's act as fast as this is seen as one
  const AMOUNT = /(?:[\p{Sc}]|[A-Z]{3})\s?\d[\d.,' \u00a0]*|\d[\d.,' \u00a0]*\s?(?:[\p{Sc}]|[A-Z]{3})/gu;
  const amounts = () => (document.body?.innerText.match(AMOUNT) || []).map((text) => text.trim());
  const reckons = () =>
    Boolean(document.querySelector('[aria-busy="true"], [role="progressbar"], progress')) ||
    [...document.querySelectorAll("form button, form input[type=submit], [type=submit]")].every((button) => button.disabled);
  let last = Infinity, shown = [], busy = true, moved = 0;
  const without = (some, others) => {
    const left = [...others];
    return some.filter((text) => !left.includes(text) || (left.splice(left.indexOf(text), 1), false));
  };
  const look = () => {
    const now = amounts();
    const gone = without(shown, now), come = without(now, shown);
    if (gone.length && come.length && !busy && performance.now() - last > AT_ONCE) window.checkoutExchanged?.(gone, come);
    shown = now;
    busy = reckons();
  };
  const acted = () => (last = performance.now());
  addEventListener("DOMContentLoaded", () => {
    acted();
    look();
    new MutationObserver(() => {
      moved = performance.now();
      look();
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  for (const kind of ["pointerdown", "click", "input", "change", "keydown"]) addEventListener(kind, acted, true);
  window.checkoutQuiet = (milliseconds) => performance.now() - Math.max(moved, last) > milliseconds;
})();
