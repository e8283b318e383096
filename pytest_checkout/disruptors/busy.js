// Watches the next button that a hand presses: half a second later, does it show that something is on its way?
// Calls checkoutBusy with how it shows, or with "" where it looks as if nobody had pressed it.
() => {
  const text = (element) => (element.innerText || element.value || "").trim();
  const shows = (button, before) => {
    if (!button.isConnected) return "it is gone";
    if (button.disabled || button.closest("fieldset:disabled, [inert]")) return "it is disabled";
    if (button.closest('[aria-disabled="true"], [aria-busy="true"]')) return "it is marked as busy";
    if (text(button) !== before) return `it says '${text(button)}'`;
    if (getComputedStyle(button).pointerEvents === "none") return "it takes no more clicks";
    const box = button.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return top && !button.contains(top) && !top.contains(button) ? "something covers it" : "";
  };
  addEventListener("click", function pressed(event) {
    const button = event.target.closest?.("button, input, a, [role=button]");
    if (!event.isTrusted || !button) return;
    removeEventListener("click", pressed, true);
    const before = text(button);
    setTimeout(() => window.checkoutBusy(shows(button, before)), 500);
  }, true);
}
