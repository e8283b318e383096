// What changes on the page after a reading (see moved.js), and what it says only in passing.
const size = document.getElementsByTagName("*").length;
if (size > ask.most) return { large: size };
const KEY = Symbol.for("pytest-checkout");
const page = (window[KEY] ??= watch());
Object.assign(page, { elements: [], changes: 0 });

function watch() {
  const state = { token: Math.random(), begun: performance.now(), changes: 0, changedAt: 0, told: [], refused: [], watched: new WeakSet(), lists: new WeakSet() };
  const touched = (count) => {
    state.changes += count;
    state.changedAt = performance.now();
  };
  state.observer = new MutationObserver((records) => {
    touched(records.length);
    for (const record of records.slice(0, 200))
      for (const node of record.addedNodes) {
        const toast = node.nodeType === 3 ? record.target.closest?.(MESSAGE) : isToast(node) && node;
        if (toast) state.told.push(plain(clean(toast.innerText)));
      }
  });
  document.addEventListener(
    "invalid",
    (event) => {
      const field = event.composedPath()[0];
      state.refused.push({ field: nameOf(field), text: field.validationMessage });
      touched(1);
    },
    true,
  );
  return state;
}
function observe(root) {
  if (page.watched.has(root)) return;
  page.watched.add(root);
  page.observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
}
// Something that came to be seen and says little: by its role or class, or because it floats above the page.
function isToast(node) {
  if (node.nodeType !== 1) return false;
  if (node.matches(MESSAGE) || node.querySelector(MESSAGE)) return true;
  return node.textContent.length < 300 && !node.querySelector("input,select,button[type=submit]") && getComputedStyle(node).position === "fixed";
}
