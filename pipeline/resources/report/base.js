"use strict";
// What every page uses: elements, French numbers and days, lists shown in slices. Text goes in as text, never as markup.

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

// el("a", { href: "#/noms", class: "name" }, "Anne Vial"): children are elements or strings; empty ones are left out.
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const number = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });
const percent = (share) => `${Math.round(share * 100)} %`;
const plural = (count, one, many) => `${number.format(count)} ${count > 1 ? many : one}`;

const longDay = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const day = (iso) => (iso ? longDay.format(new Date(`${iso}T00:00:00Z`)).replace(/^1 /, "1er ") : "sans date");
const shortDay = (iso) => iso.split("-").reverse().join("/");

// Letters without case and accents, one for one where that can be, so that « securite » finds « sécurité ».
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("’", "'");

// A sum of money in short: 1,4 milliard €.
function money(value, currency) {
  const size = Math.abs(value);
  const [unit, name] = size >= 1e9 ? [1e9, " milliard"] : size >= 1e6 ? [1e6, " million"] : [1, ""];
  const short = value / unit;
  const words = name && Math.abs(short) >= 2 ? `${name}s` : name;
  const symbol = { EUR: "€", USD: "$", GBP: "£" }[currency] || currency || "(monnaie ?)";
  return `${number.format(short)}${words} ${symbol}`;
}

// Lists are long: SLICE rows at first, and as many again at each press of the button below.
const SLICE = 50;
const slices = {};

function show(name, list, items, draw) {
  const more = $(`[data-more="${name}"]`);
  slices[name] = () => {
    const shown = list.children.length;
    const rows = items.slice(shown, shown + SLICE).map(draw);
    list.append(...rows);
    const left = items.length - list.children.length;
    more.parentNode.hidden = left <= 0;
    more.textContent = `Afficher la suite (encore ${number.format(left)})`;
    return rows[0];
  };
  list.replaceChildren();
  slices[name]();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-more]");
  if (!button) return;
  const first = slices[button.dataset.more]();
  const target = first && (first.matches("a, button") ? first : $("a, button", first));
  if (target && event.detail === 0) target.focus(); // pressed by a key: go on from the first new row
});

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "unseen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

// An address is only followed if it is one of the web.
const webAddress = (url) => (/^https?:\/\//i.test(url) ? url : null);
