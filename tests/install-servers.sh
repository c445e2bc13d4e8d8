#!/bin/sh
# Makes sure that the real servers the tests talk to are there: sshd and snmpd.
# As root with apt it installs them; otherwise it says what to install and fails.
set -eu
PATH=$PATH:/usr/sbin:/sbin
missing=
command -v sshd >/dev/null 2>&1 || missing="$missing openssh-server"
command -v snmpd >/dev/null 2>&1 || missing="$missing snmpd"
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
