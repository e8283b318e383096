// All of it as plain data.
// Without its styles a page shows what no shopper would see; three seconds are enough for them to come.
const unstyled = () => every("link[rel~=stylesheet i]:not([rel~=alternate i])").some((link) => !link.sheet && !link.disabled && link.href && matchMedia(link.media).matches && !performance.getEntriesByName(link.href).length);
const bare = document.readyState !== "complete" && performance.now() - page.begun < 3000 && unstyled();
const navigation = performance.getEntriesByType("navigation")[0];
return {
  url: location.href,
  whole: document.readyState !== "loading" && !bare,
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
  marks: cut(every("iframe,[class*=captcha i],[id*=captcha i],[class*=turnstile i],[data-sitekey]").map((part) => [part.id, classesOf(part), part.src, part.title, part.hasAttribute("data-sitekey") && "captcha"].filter(Boolean).join(" ")).join(" "), 800),
  kind: document.contentType,
  reloads: !!document.querySelector("meta[http-equiv=refresh i]"),
  frames: every("iframe").filter(visible).map((frame) => frame.src),
  size: [innerWidth, innerHeight],
  structured: every('script[type="application/ld+json"]').map((script) => cut(script.textContent, 4000)),
  text: cut(clean([document.body?.innerText, ...roots.slice(1).map((root) => [...root.children].map((part) => part.innerText || "").join("\n"))].join("\n")), 20000),
};
