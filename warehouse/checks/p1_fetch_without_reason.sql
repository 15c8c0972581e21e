-- A fetch has no reason, or an outcome that there is not.
select fetch_id, url, outcome
from fetches
where
    reason = ''
    or outcome not in (
        'ok', 'unchanged', 'redirected', 'gone', 'blocked', 'throttled', 'client_error', 'server_error', 'truncated',
        'too_large', 'timeout', 'dns_error', 'connection_error', 'tls_error', 'protocol_error', 'robots_denied',
        'robots_unreachable', 'address_refused', 'url_refused', 'over_budget', 'cancelled', 'failed'
    )
