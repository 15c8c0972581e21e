"""Made-up pages in many languages, loaded and published, and searches in them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.stage import Night
from warehouse import snapshot
from warehouse.search.find import Hit, Searcher, Within
from warehouse.store import writing

PAGES = {  # address -> title, text, language, day
    "bridge": (
        "Old bridge to close",
        "The county closes its bridge on Monday. Drivers must go by the mill.",
        "en",
        1,
    ),
    "deal": (
        "Leaders talk",
        "Anna Roe and Bram Toll spoke of an arms deal over dinner in Tarnbridge.",
        "en",
        2,
    ),
    "arms": (
        "A deal with two arms",
        "The clock has two arms, and the mill made a deal about missiles.",
        "en",
        3,
    ),
    "mill": (
        "The mill at the bridge",
        "A mill, a weir and a house. Nothing of the closing was said.",
        "en-GB",
        4,
    ),
    "orgel": ("Die Orgelbauerin", "Seit Jahren baut sie Orgeln in der Straße am Élysée-Platz.", "de", 5),
    "pont": ("Le pont fermé", "Les conducteurs devront passer par les moulins de l'île.", "fr", 6),
    "most": ("Мост закрывают", "Часовщик с моста уходит последним, и часы остановились.", "ru", 7),
    "qiao": ("旧桥将关闭", "县政府星期五表示，旧铁桥将从星期一起关闭十一周。", "zh", 8),
    "hashi": ("古い橋が閉鎖", "月曜日から十一週間、鉄の橋は通れません。", "ja", 9),
    "jisr": ("إغلاق الجسر القديم", "قالت المقاطعة إن الجسر سيغلق يوم الاثنين أمام السيارات.", "ar", 10),
    "saphan": ("ปิดสะพานเก่า", "สะพานเหล็กเก่าจะปิดในวันจันทร์", "th", 11),
    "setu": ("पुराना पुल बंद", "काउंटी ने कहा कि सोमवार से लोहे का पुल बंद रहेगा।", "hi", 12),
}


def write(home: Path, pages: dict[str, tuple[str, str, str, int]], number: int = 1) -> None:
    for source in ("gazette", "herald"):
        night = Night(home, number, source)
        for n, (name, (title, text, language, day)) in enumerate(pages.items()):
            if (n % 2 == 0) == (source == "gazette"):
                night.page(
                    f"https://{source}.example/{name}",
                    title,
                    (text,),
                    language=language,
                    authors=("Hanne Vold",) if name == "mill" else (),
                    section="Culture" if name == "orgel" else None,
                    published_at=datetime(2026, 2, day, 12, tzinfo=UTC),
                )
        folder = night.write()
        with writing(home) as warehouse:
            warehouse.start_run(folder)
            warehouse.load(folder, source)
    snapshot.publish(home)


def find(home: Path, words: str, order: str = "best", **within: object) -> list[Hit]:
    with snapshot.reading(home) as connection:
        hits, count = Searcher(home).find(connection, words, Within(**within), 50, order)
    assert count == len(hits)
    return hits


def names(home: Path, words: str, **more: object) -> list[str]:
    return [hit.url.rpartition("/")[2] for hit in find(home, words, **more)]
