"""The address guard: no request leaves for an address that the source may not reach."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import ada_url
from scrapy.resolver import CachingHostnameResolver
from twisted.internet.interfaces import IAddress, IResolutionReceiver
from zope.interface import directlyProvides

from crawler.items import Outcome
from crawler.sources import Source
from crawler.urls import LONGEST, is_address

DEFAULT_PORTS = {"http:": 80, "https:": 443}
# Not the public internet, whatever `ipaddress` of this Python says (IANA's special-purpose registries).
SPECIAL = tuple(
    ipaddress.ip_network(one)
    for one in (
        "192.0.0.0/24",  # protocol assignments; clouds answer here with credentials
        "192.88.99.0/24",  # the way into 6to4, withdrawn
        "64:ff9b:1::/48",  # IPv4 in a translator of one's own (RFC 8215)
        "100::/64",  # discarded
        "2001::/23",  # protocol assignments, Teredo and documentation among them
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local, withdrawn
    )
)
# An IPv4 address in the last 32 bits: translated (RFC 6052), and compatible, which is withdrawn.
EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
ISATAP = (0x00005EFE, 0x02005EFE)  # before the IPv4 address that ends an IPv6 one (RFC 5214)


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public internet, also when an IPv4 address hides in it."""
    address = ipaddress.ip_address(text.strip("[]").partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        hidden = hidden_address(address)
        if hidden is not None and not is_public(str(hidden)):
            return False
    if any(address in network for network in SPECIAL):
        return False
    return address.is_global and not address.is_multicast


def hidden_address(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a packet to this one may end at, in any of the forms that carry one."""
    found = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
    last, before = int(address) & 0xFFFFFFFF, int(address) >> 32 & 0xFFFFFFFF
    if found is None and (before in ISATAP or any(address in network for network in EMBEDDING)):
        return ipaddress.IPv4Address(last)
    return found


@lru_cache(maxsize=4096)
def is_private(host: str) -> bool:
    """Whether a host is private by its name alone: an address, or this machine's name (RFC 6761, 6.3)."""
    if is_address(host):
        return not is_public(host)
    return host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost")


@lru_cache(maxsize=4096)
def named_hosts(source: Source) -> frozenset[str]:
    """The hosts that a source names: where `allow_private` holds, these may be private."""
    return frozenset(ada_url.URL(url).hostname for url in source.addresses if ada_url.check_url(url))


def refusal(url: str, source: Source) -> tuple[Outcome, str] | None:
    """Why this address must not be asked for this source; None if it may, as far as the address tells.

    What a name resolves to is checked by the resolver, when it is dialled.
    """
    if len(url) > LONGEST:
        return Outcome.URL_REFUSED, f"longer than {LONGEST} characters"
    try:
        parsed = ada_url.URL(url)
    except ValueError:
        return Outcome.URL_REFUSED, "not an address of the URL standard"
    if parsed.protocol not in DEFAULT_PORTS:
        return Outcome.URL_REFUSED, f"scheme {parsed.protocol[:20]} is not allowed"
    port = int(parsed.port or DEFAULT_PORTS[parsed.protocol])
    if port not in source.ports:
        return Outcome.URL_REFUSED, f"port {port} is not allowed; the source may name it in `ports`"
    host = parsed.hostname
    if is_private(host):
        if not source.allow_private:
            return Outcome.ADDRESS_REFUSED, f"{host} is not a public address"
        if host not in named_hosts(source):
            return Outcome.ADDRESS_REFUSED, f"{host} is private, and the source does not name it"
    return _of_others(parsed, source)


def _of_others(parsed: ada_url.URL, source: Source) -> tuple[Outcome, str] | None:
    """Why an exception that other sources of this process have at a host must not serve this one."""
    host, own = parsed.hostname, named_hosts(source)
    if host in GuardedResolver.may_be_private and not (source.allow_private and host in own):
        return Outcome.ADDRESS_REFUSED, f"{host} may be private, and this source is not let in there"
    if parsed.protocol == "https:" and host in Unverified.hosts and not (source.insecure_tls and host in own):
        return (
            Outcome.TLS_ERROR,
            f"another source has insecure_tls for {host}, so nobody verifies it",
        )
    return None


class Unverified:
    """The hosts whose certificates are not verified in this process: those of sources with insecure_tls."""

    hosts: frozenset[str] = frozenset()


class Sieve:
    """Passes on the public addresses of a name, and those of names that may be private."""

    def __init__(self, receiver: Any, name: str, resolver: GuardedResolver) -> None:
        self._receiver, self._name, self._resolver = receiver, name, resolver

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802  # Twisted's name
        """Pass on."""
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802  # Twisted's name
        """Pass on, unless it must not be dialled."""
        host: str = address.host
        if is_public(host) or self._name in self._resolver.may_be_private:
            self._receiver.addressResolved(address)
        else:
            self._resolver.refused[self._name] = host

    def resolutionComplete(self) -> None:  # noqa: N802  # Twisted's name
        """Pass on."""
        self._receiver.resolutionComplete()


class GuardedResolver(CachingHostnameResolver):
    """Scrapy's resolver, asked before every dial (literal addresses too), behind a sieve."""

    may_be_private: frozenset[str] = frozenset()  # host names of sources with allow_private
    refused: dict[str, str] = {}  # noqa: RUF012  # name -> the address that was not dialled; one per process

    def resolveHostName(  # noqa: N802  # Twisted's name
        self,
        resolutionReceiver: IResolutionReceiver,  # noqa: N803  # Twisted's name
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve as Twisted asks; what must not be dialled never comes back."""
        sieve: Any = Sieve(resolutionReceiver, hostName, self)
        directlyProvides(sieve, IResolutionReceiver)
        return super().resolveHostName(sieve, hostName, portNumber, addressTypes, transportSemantics)


def allow_hosts(sources: Iterable[Source]) -> None:
    """Note which names may be private in this process, and which may have any certificate."""
    listed = tuple(sources)
    GuardedResolver.may_be_private = _named_by(source for source in listed if source.allow_private)
    Unverified.hosts = _named_by(source for source in listed if source.insecure_tls)


def _named_by(sources: Iterable[Source]) -> frozenset[str]:
    named = frozenset().union(*map(named_hosts, sources))
    # An IPv6 address stands in brackets in an URL, and without them where it is resolved.
    return named | {host.strip("[]") for host in named}
