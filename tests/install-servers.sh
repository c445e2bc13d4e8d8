#!/bin/sh
# Makes sure that the real servers the tests talk to are there: sshd, snmpd, exim4 and rsyslogd; and openssl, whose
# time-stamping authority is one.
# As root with apt it installs them; otherwise it says what to install and fails.
set -eu
PATH=$PATH:/usr/sbin:/sbin
missing=
command -v sshd >/dev/null 2>&1 || missing="$missing openssh-server"
command -v snmpd >/dev/null 2>&1 || missing="$missing snmpd"
command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
command -v exim4 >/dev/null 2>&1 || missing="$missing exim4-daemon-light"
command -v rsyslogd >/dev/null 2>&1 || missing="$missing rsyslog"
# rsyslog's TLS comes in a package of its own: a library, no program.
for folder in /usr/lib/rsyslog /usr/lib64/rsyslog /usr/lib/*/rsyslog; do
    [ -e "$folder/lmnsd_ossl.so" ] && tls=yes
done
[ "${tls:-}" = yes ] || missing="$missing rsyslog-openssl"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    # The packages' own services must not start: the tests run their own on loopback.
    # shellcheck disable=SC2086
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
else
    echo "The tests need these programs; please install the packages:$missing" >&2
    exit 1
fi
