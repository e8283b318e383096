// Whether the page is still as it was read: the observer saw no change, and what none sees is as it was. `NaN` equals
// nothing: what moves by itself, or holds other pages, is read anew each time.
const framed = every("iframe,frame,object,embed").length > 0;
// What only changes its colour or its shadow stays where it is, and as much in sight as it was.
const moves = (animation) => !/color|shadow/.test(animation.transitionProperty || "");
function unseen() {
  if (framed || document.getAnimations().some(moves)) return NaN;
  const root = document.documentElement;
  const drawn = [location.href, document.title, innerWidth, innerHeight, root.scrollWidth, root.scrollHeight];
  const styles = [...document.styleSheets, ...document.adoptedStyleSheets].map((sheet) => [sheet.disabled, sheet.media.mediaText]);
  const above = [":popover-open,:modal", ":hover"].map((state) => document.querySelectorAll(state).length);
  const focus = [document.activeElement?.tagName, page.elements.indexOf(document.activeElement)];
  const used = page.elements.map((element) => {
    const box = element.getBoundingClientRect();
    const chosen = [...(element.selectedOptions || [])].map((option) => option.index);
    const shown = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    return [box.x + scrollX, box.y + scrollY, box.width, box.height, shown, element.value, element.checked, chosen, element.disabled, element.validity?.valid];
  });
  return JSON.stringify([drawn, styles, above, focus, used]);
}
page.asRead = unseen();
page.still = () => !page.changes && !page.told.length && page.asRead === unseen();
