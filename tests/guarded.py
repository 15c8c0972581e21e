"""The crawl process on a made-up internet: names resolve by a table, and what would be dialled is written down.

`python -m tests.guarded JOB.json WORLD.json`. Nothing but the addresses in `let` is really dialled.
"""

import json
import sys
from pathlib import Path

from scrapy.resolver import CachingHostnameResolver
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.asyncioreactor import AsyncioSelectorReactor
from twisted.internet.error import ConnectionRefusedError as RefusedError

from crawler import crawl
from crawler.urls import is_address


def main() -> int:
    world = json.loads(Path(sys.argv.pop(2)).read_text(encoding="utf-8"))
    log = Path(world["log"]).open("a", encoding="utf-8")  # noqa: SIM115, until the process ends
    lookups: dict[str, int] = {}
    dial = AsyncioSelectorReactor.connectTCP

    def resolve(self, receiver, name, port=0, *_):
        times = lookups[name] = lookups.get(name, 0) + 1
        print(json.dumps({"resolved": name}), file=log, flush=True)
        answers = world["names"].get(name) or [[name] if is_address(name) else []]
        receiver.resolutionBegan(None)
        for address in answers[min(times, len(answers)) - 1]:
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()

    def connect(self, host, port, *rest, **more):
        print(json.dumps({"dialled": f"{host}:{port}"}), file=log, flush=True)
        if f"{host}:{port}" not in world["let"]:
            raise RefusedError
        return dial(self, host, port, *rest, **more)

    CachingHostnameResolver.resolveHostName = resolve
    AsyncioSelectorReactor.connectTCP = connect
    return crawl.main()


if __name__ == "__main__":
    sys.exit(main())
