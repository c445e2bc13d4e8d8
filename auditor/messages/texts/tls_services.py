"""What is said of services that speak TLS."""

from auditor.messages.text import Text

TEXTS = {
    "none": Text(
        ja="TLS を使う既知のポートで待ち受けるサービスはありません。",
        en="No service listens on a port known for TLS.",
    ),
    "unseen": Text(
        ja="{service} で TLS のサービスが待ち受けています。この版では、版や暗号方式を読み取れません。",
        en="A TLS service listens on {service}. This version has no means yet to read its versions and suites.",
    ),
}
