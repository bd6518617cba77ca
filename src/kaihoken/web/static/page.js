"use strict";
// What works without scripts works better with them: nothing here decides anything.
(() => {
  const START = "#form=";

  // A link that holds the form: only on request, only behind the #, which no browser sends.
  function packed(form) {
    const pairs = [...new FormData(form)].filter(([name, value]) => name !== "do" && value !== "");
    const bytes = new TextEncoder().encode(new URLSearchParams(pairs).toString());
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  function unpacked(text) {
    const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return new URLSearchParams(new TextDecoder().decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0))));
  }

  function fill() {
    const form = document.querySelector("form[data-shared-form]");
    if (!form || !location.hash.startsWith(START)) return;
    let pairs;
    try { pairs = unpacked(location.hash.slice(START.length)); } catch { return; }
    history.replaceState(null, "", location.pathname);
    const sent = document.createElement("form");
    sent.method = "post";
    sent.action = form.action;
    for (const [name, value] of [...pairs, ["do", "show"]]) {
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      sent.append(field);
    }
    document.body.append(sent);
    sent.submit();
  }

  function ready() {
    for (const one of document.querySelectorAll(".scripted")) one.hidden = false;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
    const share = event.target.closest("[data-share]");
    if (!share) return;
    const place = document.querySelector("[data-shared]");
    const field = place.querySelector("input");
    field.value = location.origin + location.pathname + START + packed(share.form);
    place.hidden = false;
    field.focus();
    field.select();
  });
  document.addEventListener("htmx:after:swap", ready);
  ready();
  fill();
})();
