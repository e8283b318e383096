// What a payment gateway's script does for a shop's own card form: marks the field with the brand of the card.
(function () {
  "use strict";
  var number = document.getElementById("id_number");
  function brand(digits) {
    if (/^4/.test(digits)) { return "visa"; }
    if (/^(5[1-5]|2[2-7])/.test(digits)) { return "mastercard"; }
    return /^3[47]/.test(digits) ? "amex" : "";
  }
  function mark() { number.dataset.brand = brand(number.value.replace(/\D/g, "")); }
  if (number) {
    number.addEventListener("input", mark);
    mark();
  }
  document.dispatchEvent(new Event("card-script-ready"));
})();
