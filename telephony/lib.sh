# What install and run share. Sourced, not run.

say() { echo "telephony: $*"; }
die() { echo "telephony: $*" >&2; exit 1; }

asterisk_root() { echo "${AFTERCALL_ASTERISK_ROOT:-$1/asterisk/root}"; }

triplet() { case $(uname -m) in x86_64) echo x86_64-linux-gnu ;; aarch64) echo aarch64-linux-gnu ;; *) die "no Asterisk for $(uname -m)" ;; esac; }

loader() { case $(uname -m) in x86_64) echo usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 ;; *) echo usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1 ;; esac; }

# Asterisk of a private root, started by the root's own loader: no chroot, no mounts, no root rights.
in_root() { local root=$1; shift; "$root/$(loader)" --library-path "$root/usr/lib/$(triplet)" "$root/usr/sbin/asterisk" "$@"; }

host_asterisk() {
    command -v asterisk >/dev/null || return 1
    [ "$(asterisk -V 2>/dev/null | sed -n 's/^Asterisk \([0-9]*\).*/\1/p')" -ge 20 ] 2>/dev/null
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 "$@" >/dev/null; }

# The major version of Asterisk that apt could install, 0 if none.
offered() {
    local v
    v=$(apt-cache policy asterisk 2>/dev/null | sed -n 's/^ *Candidate: \([0-9]*:\)\{0,1\}\([0-9]*\).*/\2/p')
    echo "${v:-0}"
}

# need PROGRAM PACKAGE ...: installs what is missing, or names the command that would.
need() {
    local missing=()
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null || [ -x "/usr/sbin/$1" ] || missing+=("$2")
        shift 2
    done
    [ ${#missing[@]} -eq 0 ] && return
    local command="apt-get install -y ${missing[*]}"
    command -v apt-get >/dev/null || die "missing: ${missing[*]}; install them with this system's package tool"
    [ "$(id -u)" = 0 ] || die "missing: ${missing[*]}; run: sudo $command"
    say "installing ${missing[*]}"
    apt_get install -y --no-install-recommends "${missing[@]}" \
        || { apt_get update && apt_get install -y --no-install-recommends "${missing[@]}"; } \
        || die "missing: ${missing[*]}, and this failed: $command"
}

# speak FILE.txt OUT.wav RATE SLOT VOICE: every sentence starts SLOT seconds after the one before, so the other side has its turn.
# One sentence a line; Mandarin lines are words, a tab, numbered pinyin (espeak-ng reads characters badly). Works in $work.
speak() {
    local text=$1 wav=$2 rate=$3 slot=$4 voice=$5 n=0 line parts=()
    while IFS= read -r line; do
        [ -n "$line" ] || continue
        n=$((n + 1))
        espeak-ng -v "$voice" -s 150 --stdout "${line#*$'\t'}" >"$work/one.wav" </dev/null
        sox -q "$work/one.wav" -b 16 -c 1 -r "$rate" "$work/$n.wav" norm -6 silence 1 0.01 0.5% pad 0 "$slot"
        [ "$slot" = 1 ] || sox -q "$work/$n.wav" "$work/cut.wav" trim 0 "$slot"
        [ "$slot" = 1 ] || mv "$work/cut.wav" "$work/$n.wav"
        parts+=("$work/$n.wav")
    done <"$text"
    sox -q "${parts[@]}" "$wav"
}
