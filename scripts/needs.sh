#!/bin/sh
# See that parts of the system are there, installing them where that is allowed: sh scripts/needs.sh PART …
# Parts: venv, postgres, browser, deploy. Exit 1 when one is missing and cannot be installed here.
set -eu

missing() {
    case $1 in
    venv) python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv ;;
    postgres) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo postgresql ;;
    browser)
        command -v chromium >/dev/null 2>&1 || echo chromium
        [ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || echo fonts-noto-cjk
        ;;
    deploy)
        command -v nginx >/dev/null 2>&1 || echo nginx-light
        command -v systemd-analyze >/dev/null 2>&1 || echo systemd
        ;;
    *) echo "unknown part: $1" >&2 && exit 2 ;;
    esac
}

packages=$(for part in "$@"; do missing "$part"; done | tr '\n' ' ')
[ -n "${packages% }" ] || exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
    sudo -n true 2>/dev/null || as_root=no
fi
if [ "$as_root" != no ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $packages"
    # shellcheck disable=SC2086
    # RUNLEVEL=1: what is installed for its files alone does not start as a service.
    $as_root apt-get update -qq && \
        $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends $packages >/dev/null && exit 0
fi
echo "Missing: ${packages}— run: sudo apt-get install -y ${packages% }" >&2
exit 1
