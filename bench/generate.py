#!/usr/bin/env python3
"""Makes a synthetic register for bench/: always the same, and about nobody.

    bench/generate.py OUT [PERSONS]

Names are put together at random from the two tables below, dates and places are drawn by a seeded generator; no real
person, place or source is described. With 100,000 persons (the default) the dossier holds 800,000 statements:

    persons       100,000   name 100,000  sex 80,000  born 60,000  citizenship 60,000  occupation 60,000
    detentions     85,000   person, country, since 85,000 each  until 59,500  kind 60,000  place 13,800
    recognitions   10,000   person, scheme, body, list, since
    places            500   name, kind, country
    organisations      40   name, kind
    lists, sources  20+20   title, compiler, date; title, publisher, kind

Countries are 50 codes whose shares fall as 1/rank; 80,000 persons have one detention, 5,000 of them two. Of all dates
2 % are uncertain: a month, a year, or a day with a question mark.

    OUT/register.yaml     the dossier
    OUT/corrections.yaml  20,000 of the detentions with another day of arrest, from the same source
    OUT/rows.csv          the statements of register.yaml, one a row, with the columns of the table st
"""
import os
import random
import sys

GIVEN_F = """Aisha Alice Ana Anna Beatriz Carmen Chiara Clara Daniela Elena Emma Eva Fatima Grace Hana Helen Ines Irina
Jana Julia Karin Laura Leila Lena Lucia Maria Marta Mei Mina Miriam Nadia Nina Olga Petra Rosa Ruth Salma Sara Sofia
Tanya Teresa Vera Yasmin Yuki Zahra""".split()
GIVEN_M = """Adam Ahmed Alan Ali Andre Anton Bruno Carlos Chen Daniel David Dmitri Emil Erik Felix Georg Hamid Hassan Henry
Ivan Jakob James Jan Jorge Josef Juan Karim Kofi Lars Leo Luis Marco Martin Milan Nikolai Omar Oscar Pablo Paul Peter
Rafael Samir Stefan Tomas Victor""".split()
SURNAMES = """Abbott Adeyemi Ahmad Alvarez Andersen Bailey Bakker Baran Bauer Becker Benali Berg Bianchi Bianco Black
Bogdan Bondar Brown Cabrera Campos Carter Castro Chang Clark Cohen Cook Costa Cruz Danso Diallo Dias Dimitrov Dubois
Dumont Ekberg Evans Farouk Ferrari Fischer Flores Fontaine Foster Fuentes Garcia Georgiou Gomez Gruber Haddad Hall
Hansen Hoffmann Horvat Hughes Ibrahim Ivanov Jackson Jansen Jovanovic Kaya Keller Khan Kim King Kovacs Kowalski Kraus
Kumar Lambert Larsen Lee Lewis Lim Lopez Maier Mansour Marin Martinez Mensah Meyer Miller Molina Moreau Morgan Mori
Murphy Navarro Nguyen Nielsen Novak Nowak Okafor Olsen Ortiz Osman Papadopoulos Park Patel Pavlov Perez Petrov Pham
Popescu Ramos Reyes Ricci Rivera Romano Rossi Russo Said Santos Sato Schmidt Schneider Silva Singh Smith Sokolov Suzuki
Svensson Tanaka Taylor Torres Toth Turner Urban Vargas Vasquez Vidal Virtanen Wagner Walker Wang Weber White Wilson
Wolf Wong Wood Wright Yamada Yilmaz Young Zhang Zimmermann""".split()
COUNTRIES = """AF AM AO AZ BD BF BH BI BO BY CD CF CM CN CO CU DJ DZ EG ER ET GE GN GQ HT ID IN IQ IR JO KE KG KH KZ LA LB
LY MA MM NG NI PK RU RW SA SD SY TJ TM TR""".split()
OCCUPATIONS = "journalist editor blogger photographer writer artist human-rights-defender lawyer activist cleric " \
              "politician trade-unionist academic teacher student physician worker farmer".split()
KINDS = "police-custody remand sentence house-arrest administrative".split()
SCHEMES = "amnesty-prisoner-of-conscience pace-1900-political-prisoner wgad-arbitrary national-list".split()
CUMULATIVE = [sum(1 / (k + 1) for k in range(n + 1)) for n in range(len(COUNTRIES))]
FIRST, LAST = 10957, 20088  # days since 1970: 2000-01-01 to 2024-12-31


def day_text(n):
    """Days since 1970-01-01 as YYYY-MM-DD (Hinnant's algorithm)."""
    n += 719468
    era, doe = divmod(n, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + 3 if mp < 10 else mp - 9
    return f"{yoe + era * 400 + (month <= 2):04}-{month:02}-{doy - (153 * mp + 2) // 5 + 1:02}"


class Maker:
    def __init__(self, out, persons):
        self.random = random.Random(20180720)
        self.scale = persons / 100000
        self.yaml = open(os.path.join(out, "register.yaml"), "w", encoding="ascii")
        self.rows = open(os.path.join(out, "rows.csv"), "w", encoding="ascii")
        self.corrections = open(os.path.join(out, "corrections.yaml"), "w", encoding="ascii")
        for f in (self.yaml, self.corrections):
            f.write("# Synthetic: made by bench/generate.py for measuring. It describes no real person.\n")
        self.counts = {}
        self.entity = 0
        self.total = 0

    def n(self, of_100000):
        return max(1, round(of_100000 * self.scale))

    def chosen(self, of, want):
        """`want` of the numbers below `of`, at random."""
        return set(self.random.sample(range(of), min(of, want)))

    def country(self):
        return self.random.choices(COUNTRIES, cum_weights=CUMULATIVE)[0]

    def date(self, n):
        text = day_text(n)
        if self.random.random() >= 0.02:
            return text
        return self.random.choice([text[:7], text[:4], text + "?"])

    def type(self, path):
        self.path = path
        self.yaml.write(path + ":\n")

    def put(self, slug, source, properties):
        self.entity += 1
        self.yaml.write(f"  {slug}:\n" + (f"    source: {source}\n" if self.path != "sources" else ""))
        for seq, (name, value) in enumerate(properties, 1):
            self.yaml.write(f"    {name}: {value}\n")
            # id, prop, value, hi, body, lang, qual, source, flags, vis, tx, gone, mark
            self.rows.write(f"{self.entity << 16 | seq},{self.path}.{name},{value},,,,,{source},0,0,1,,"
                            f"{self.random.getrandbits(62)}\n")
            key = self.path + "." + name
            self.counts[key] = self.counts.get(key, 0) + 1
            self.total += 1

    def source(self):
        return f"report-{self.random.randrange(20) + 1:02}"

    def small(self):
        self.type("sources")
        for i in range(20):
            self.put(f"report-{i + 1:02}", f"report-{i + 1:02}", [("title", f"Synthetic report {i + 1}"),
                     ("publisher", f"Synthetic organisation {i % 7 + 1}"), ("kind", "report")])
        self.type("organisations")
        for i in range(40):
            self.put(f"organisation-{i + 1:02}", self.source(), [("name", f"Synthetic organisation {i + 1}"), ("kind", "ngo")])
        self.type("lists")
        for i in range(20):
            self.put(f"list-{i + 1:02}", self.source(), [("title", f"Synthetic list {i + 1}"),
                     ("compiler", f"organisations/organisation-{i + 1:02}"), ("date", day_text(LAST - 300 * i))])
        self.type("places")
        for i in range(500):
            self.put(f"place-{i + 1:03}", self.source(), [("name", f"Synthetic Prison {i + 1}"),
                     ("kind", self.random.choice(["prison", "remand", "police"])), ("country", self.country())])

    def persons(self, count):
        self.type("persons")
        self.slugs, used = [], {}
        sex, born, citizen, job = (self.chosen(count, self.n(n)) for n in (80000, 60000, 60000, 60000))
        for i in range(count):
            woman = self.random.random() < 0.3
            name = self.random.choice(GIVEN_F if woman else GIVEN_M) + " " + self.random.choice(SURNAMES)
            slug = name.lower().replace(" ", "-")
            used[slug] = used.get(slug, 0) + 1
            slug = f"{slug}-{used[slug]}"
            self.slugs.append(slug)
            p = [("name", name)]
            if i in sex: p.append(("sex", "female" if woman else "male"))
            if i in born: p.append(("born", self.date(self.random.randrange(-7300, 11000))))
            if i in citizen: p.append(("citizenship", self.country()))
            if i in job: p.append(("occupation", self.random.choice(OCCUPATIONS)))
            self.put(slug, self.source(), p)

    def detentions(self):
        self.type("detentions")
        held = self.random.sample(self.slugs, self.n(80000))
        stays = [(slug, 1) for slug in held] + [(slug, 2) for slug in held[:self.n(5000)]]
        twice = self.n(5000)  # the first stay of these must have ended
        until = self.chosen(len(stays) - twice, self.n(59500) - twice)
        kind, place = self.chosen(len(stays), self.n(60000)), self.chosen(len(stays), self.n(13800))
        corrected = self.chosen(self.n(80000), self.n(20000))
        self.corrections.write("detentions:\n")
        for i, (slug, nth) in enumerate(stays):
            ends = i < twice or i - twice in until
            middle = (FIRST + LAST) // 2
            since = self.random.randrange(FIRST, middle - 2500) if i < twice \
                else self.random.randrange(middle + 400, LAST) if nth == 2 else self.random.randrange(FIRST, LAST)
            source = self.source()
            p = [("person", slug), ("country", self.country()), ("since", self.date(since))]
            if ends: p.append(("until", self.date(since + 400 + self.random.randrange(2100))))
            if i in kind: p.append(("kind", self.random.choice(KINDS)))
            if i in place: p.append(("place", f"place-{self.random.randrange(500) + 1:03}"))
            self.put(f"{slug}-{nth}", source, p)
            if i in corrected:
                self.corrections.write(f"  {slug}-{nth}:\n    source: {source}\n"
                                       f"    since: {day_text(since - 1 - self.random.randrange(30) - 366)}\n")

    def recognitions(self):
        self.type("recognitions")
        for slug in self.random.sample(self.slugs, self.n(10000)):
            self.put(slug, self.source(), [("person", slug), ("scheme", self.random.choice(SCHEMES)),
                     ("body", f"organisation-{self.random.randrange(40) + 1:02}"),
                     ("list", f"list-{self.random.randrange(20) + 1:02}"),
                     ("since", self.date(self.random.randrange(FIRST, LAST)))])


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    persons = int(sys.argv[2]) if len(sys.argv) == 3 else 100000
    os.makedirs(sys.argv[1], exist_ok=True)
    m = Maker(sys.argv[1], persons)
    m.small()
    m.persons(persons)
    m.detentions()
    m.recognitions()
    print(f"{m.total} statements of {m.entity} entities")
    for key in sorted(m.counts):
        print(f"  {m.counts[key]:7} {key}")


if __name__ == "__main__":
    main()
