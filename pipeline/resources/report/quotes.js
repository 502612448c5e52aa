// « Qui a dit quoi ».

const SEX = {
  f: (member) => member?.label === "PER" && member.gender === "f",
  m: (member) => member?.label === "PER" && member.gender === "m",
  personne: (member) => member?.label === "PER" && !member.gender,
  autre: (member, quote) => quote.speaker_name && member?.label !== "PER",
  sans: (_, quote) => !quote.speaker_name,
};
const QUOTE_ORDERS = {
  "": byDay(paperDay, -1),
  ancien: byDay(paperDay, 1),
  nom: (a, b) => byFrench(a.speaker_name || "\uffff", b.speaker_name || "\uffff"),
  sur: (a, b) => surenessOf(b) - surenessOf(a),
};

// What is copied: « words » — Nom, Journal, date; words that are only reported bear no quotation marks.
function referenceOf(quote) {
  const said = saidOf(quote);
  const words = quote.kind === "indirect" ? `${said} (parole rapportée)` : `« ${said} »`;
  return `${words} — ${[speakerOf(quote) || "locuteur non dit", paperOf(quote.article), day(quote.article.published)].join(", ")}`;
}

function copyButton(quote) {
  const button = el("button", { type: "button", class: "small", onclick: () => {
    copy(referenceOf(quote));
    button.textContent = "Copié";
    setTimeout(() => (button.textContent = "Copier"), 1500);
  } }, "Copier");
  button.setAttribute("aria-label", `Copier la citation de ${speakerOf(quote) || "locuteur non dit"} avec sa référence`);
  return button;
}

function whoSpeaks(quote) {
  if (!speakerOf(quote)) return el("span", { class: "who none" }, "Locuteur non dit");
  return el("a", { class: "who", href: linkToPerson(speakerOf(quote)) }, speakerOf(quote));
}

function said(quote, search) {
  const words = quote.kind === "indirect" ? saidOf(quote) : `« ${saidOf(quote)} »`;
  return el("blockquote", { class: quote.kind }, el("p", {}, highlighted(words, search)));
}

const correctedOf = (quote) => (quote.rule === "corrected" ? "corrigé à la main" : "");
const kindOf = (quote) => (quote.kind === "mixed" ? word("kind", "mixed") : `parole ${word("kind", quote.kind)}`);

function sureness(quote) {
  const share = surenessOf(quote);
  return el("span", { class: share < UNSURE ? "sure low" : "sure" }, `confiance ${percent(share)}`);
}

function drawQuote(quote, search) {
  const details = [quote.speaker_role, quote.verb && `« ${quote.verb} »`, quote.medium, quote.negated && "parole niée ou supposée", correctedOf(quote)];
  return el(
    "li",
    {},
    el("p", { class: "head" }, whoSpeaks(quote), el("span", { class: "role" }, details.filter(Boolean).join(" · "))),
    said(quote, search),
    el("p", { class: "foot" }, sourceOf(quote.article, linkTo(quote)), el("span", { class: "tag" }, kindOf(quote)), sureness(quote), copyButton(quote)),
  );
}

const quotesPage = bindForm("qui", (f) => {
  const found = passing(
    quotes(),
    finder(f.texte, (quote) => [saidOf(quote), speakerOf(quote), quote.speaker_role, titleOf(quote.article)].join(" ")),
    saidBy(f, (quote) => quote),
    inPaper(f),
    inDays(f, paperDay),
    (quote) => !f.genre || quote.kind === f.genre,
    (quote) => !f.sexe || SEX[f.sexe](quote.member, quote),
    (quote) => !f.sur || surenessOf(quote) >= Number(f.sur),
  ).sort(QUOTE_ORDERS[f.tri || ""]);
  const names = new Set(found.map((quote) => quote.speaker_name).filter(Boolean)).size;
  $("#qui .count").textContent = found.length
    ? `${plural(found.length, "citation", "citations")}, ${plural(names, "locuteur nommé", "locuteurs nommés")}`
    : "Aucune citation ne répond à ces critères.";
  show("qui", $("#qui .list"), found, (quote) => drawQuote(quote, f.texte));
});
