(milliseconds) => {
  // What asks for the present time gets a shifted one; dates that are given are left alone.
  const Real = Date;
  const now = () => Real.now() + milliseconds;
  const Shifted = new Proxy(Real, {
    construct: (target, given, asked) => Reflect.construct(target, given.length ? given : [now()], asked),
    apply: () => new Real(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
  Real.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
}
