// « Frise »: the days that the articles speak of.

// What stands in the calendar: durations and repetitions do not.
const calendar = lazy(() => dates().filter((row) => row.date_from && (row.type === "DATE" || row.type === "TIME")));

function spanInWords(row) {
  const mod = row.mod ? `${word("mod", row.mod)} ` : "";
  if (row.date_from === row.date_to || !row.date_to) return `${mod}${day(row.date_from)}`;
  const [year, month] = row.date_from.split("-");
  if (row.granularity === "year" && row.date_to.startsWith(year)) return `${mod}${Number(year)}`;
  if (row.granularity === "month" && row.date_to.startsWith(`${year}-${month}`)) return `${mod}${day(row.date_from).replace(/^1(er)? /, "")}`;
  const first = row.date_to.startsWith(year) ? day(row.date_from).replace(/ \d+$/, "") : day(row.date_from);
  return `${mod}${first} – ${day(row.date_to)}`;
}

const spoken = (row) => row.date_from;
const WHEN = {
  avant: (row) => paperDay(row) && row.date_to && row.date_to < paperDay(row),
  apres: (row) => paperDay(row) && row.date_from > paperDay(row),
};

function drawDate(row) {
  return el(
    "li",
    {},
    el("p", { class: "when" }, spanInWords(row)),
    el("div", {}, el("p", {}, marked(row)), el("p", { class: "foot" }, sourceOf(row.article, linkTo(row)))),
  );
}

const datesPage = bindForm("frise", (f) => {
  const found = passing(
    calendar(),
    finder(f.texte, (row) => `${sentenceOf(row)} ${titleOf(row.article)}`),
    inPaper(f),
    inDays(f, spoken),
    (row) => !f.quand || WHEN[f.quand](row),
    (row) => f.grain !== "jour" || row.date_from === row.date_to,
  ).sort(byDay(spoken, f.tri === "recent" ? -1 : 1));
  $("#frise .count").textContent = found.length ? plural(found.length, "date", "dates") : "Aucune date ne répond à ces critères.";
  show("frise", $("#frise .list"), found, drawDate);
});
