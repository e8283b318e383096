// What keeps a shopper from using this control now; an empty text when nothing does. Scrolls it into view first.
(element) => {
  if (!element.isConnected) return "gone";
  if (element.matches(":disabled,[aria-disabled=true]")) return "disabled";
  if (element.closest("[inert]")) return "inert";
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return "hidden";
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const box = element.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return "out of the window";
  let top = document.elementFromPoint(x, y);
  while (top?.shadowRoot) {
    const inner = top.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === top) break;
    top = inner;
  }
  if (!top || top === element || element.contains(top) || top.contains(element)) return "";
  if ([...(element.labels || [])].some((label) => label.contains(top))) return "";
  if (getComputedStyle(element).opacity === "0") return "";
  const text = (top.innerText || "").replace(/\s+/g, " ").trim().slice(0, 60);
  return `covered by ${top.tagName.toLowerCase()}${top.id ? "#" + top.id : ""}${text ? ` "${text}"` : ""}`;
}
