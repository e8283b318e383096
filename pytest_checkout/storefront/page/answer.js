// All of it as plain data.
const navigation = performance.getEntriesByType("navigation")[0];
return {
  url: location.href,
  lang: document.documentElement.lang,
  dir: getComputedStyle(document.documentElement).direction,
  title: document.title,
  status: navigation?.responseStatus || 0,
  token: page.token,
  subject: subject ? cut(words(subject), 200) : "",
  headings,
  controls,
  amounts: amounts.map(({ element, node, ...rest }) => rest),
  rows: cartRows(),
  messages: messages(),
  told: page.told.splice(0).filter((text) => text.length > 1),
  refused: page.refused.splice(0),
  overlays: [...overlays.keys()].map((part) => ({ text: cut(clean(part.innerText), 300), tokens: tokensAround(part, 1) })),
  forms: forms.map((form) => ({
    action: path(form.getAttribute("action") || location.href),
    method: form.method,
    tokens: `${form.id} ${form.getAttribute("name") || ""} ${classesOf(form)}`,
    hidden: [...form.querySelectorAll("input[type=hidden]")].map((input) => (input.value.length > 24 ? input.name : `${input.name}=${input.value}`)),
  })),
  frames: every("iframe").filter(visible).map((frame) => frame.src),
  size: [innerWidth, innerHeight],
  structured: every('script[type="application/ld+json"]').map((script) => cut(script.textContent, 4000)),
  text: cut(clean([document.body?.innerText, ...roots.slice(1).map((root) => [...root.children].map((part) => part.innerText || "").join("\n"))].join("\n")), 20000),
};
