// « Sommes ».


// The sum as it is understood: « plus de 300 millions € par an ».
function sumInWords(row) {
  const bare = ["exact", "between"].includes(row.qualifier);
  const per = row.per ? ` par ${row.per}` : "";
  if (row.value !== null) return `${bare ? "" : word("qualifier", row.qualifier)} ${money(row.value, row.currency)}${per}`.trim();
  if (row.value_min === null && row.value_max === null) return word("qualifier", row.qualifier);
  if (row.value_min === null) return `jusqu'à ${money(row.value_max, row.currency)}${per}`;
  if (row.value_max === null) return `au moins ${money(row.value_min, row.currency)}${per}`;
  return `${money(row.value_min, row.currency)} à ${money(row.value_max, row.currency)}${per}`;
}

function eurosInWords(row) {
  if (row.value_eur !== null) return money(row.value_eur, "EUR");
  if (row.value_eur_min !== null && row.value_eur_max !== null) return `${money(row.value_eur_min, "EUR")} à ${money(row.value_eur_max, "EUR")}`;
  return "";
}

const euros = (row) => row.value_eur ?? row.value_eur_max ?? row.value_eur_min ?? null;
const bySize = (way) => (a, b) => {
  const [one, other] = [euros(a), euros(b)];
  if (one === null || other === null) return (one === null ? 1 : 0) - (other === null ? 1 : 0);
  return way * (one - other);
};
const SUM_ORDERS = { "": bySize(-1), petit: bySize(1), date: byDay(paperDay, -1) };

function drawSum(row) {
  const speaker = speakerOf(row.quote);
  return el(
    "tr",
    {},
    el("th", { scope: "row", class: "number sum" }, sumInWords(row)),
    el("td", { class: "number" }, row.currency === "EUR" ? "" : eurosInWords(row)),
    el("td", {}, speaker ? el("a", { href: linkToPerson(speaker) }, speaker) : "—"),
    el("td", {}, marked(row)),
    el("td", {}, sourceOf(row.article, linkTo(row))),
  );
}

const sumsPage = bindForm("sommes", (f) => {
  const found = passing(
    amounts(),
    finder(f.texte, (row) => `${sentenceOf(row)} ${titleOf(row.article)}`),
    saidBy(f, (row) => row.quote),
    inPaper(f),
    (row) => !f.monnaie || row.currency === f.monnaie,
    (row) => !f.min || (euros(row) ?? -1) >= Number(f.min),
  ).sort(SUM_ORDERS[f.tri || ""]);
  $("#sommes .count").textContent = found.length ? plural(found.length, "somme", "sommes") : "Aucune somme ne répond à ces critères.";
  show("sommes", $("#sommes .list"), found, drawSum);
});
