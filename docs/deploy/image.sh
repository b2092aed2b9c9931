#!/usr/bin/env bash
# Builds the Containerfile and tries the image as docs/deploy.md runs it: a volume that is kept, nobody's root, no
# writable root, no capability, an end by SIGTERM. With a cold cache a quarter of an hour, nearly all of it Rust.
#
# PODMAN: the program and its own options; OPTIONS: more of `run`; IMAGE: one that is built already. A machine that
# may set no limits wants OPTIONS='--ulimit nofile=1024:1024 --ulimit nproc=1024:1024'.
set -euo pipefail
cd "$(dirname "$0")/../.."

read -ra podman <<<"${PODMAN:-podman}"
read -ra options <<<"${OPTIONS:-}"
command -v "${podman[0]}" >/dev/null || { echo "skipped: there is no ${podman[0]}" >&2; exit 0; }
image="${IMAGE:-}"
if [ -z "$image" ]; then
  image=sigilo
  "${podman[@]}" build -t "$image" .
fi

volume="sigilo-check-$$" name="sigilo-check-$$" port="${PORT:-9443}"
folder="$(mktemp -d)"
end() {
  "${podman[@]}" rm --force --time 1 "$name" >/dev/null 2>&1 || true
  "${podman[@]}" volume rm --force "$volume" >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap end EXIT
fail() { echo "failed: $1" >&2; "${podman[@]}" logs "$name" >&2 || true; exit 1; }
told() { echo "passed: $1"; }

# Readable for the image's user, as docs/deploy.md says.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE \
  -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null
chmod 755 "$folder" && chmod 644 "$folder/key.pem"

safe=(--read-only --cap-drop all --security-opt no-new-privileges -v "$volume:/var/lib/sigilo" -v "$folder:/tls:ro")
"${podman[@]}" run "${options[@]}" --rm "${safe[@]}" "$image" init --sector insurance --site www.shop.example \
  --owner 'Shop Ltd.' --address 'Somewhere 1' --contact privacy@shop.example --phone '+34 900 000 000' \
  --listen 0.0.0.0:8443 --tls-certificate /tls/certificate.pem --tls-key /tls/key.pem </dev/null >"$folder/init"
told "init, into the volume"

# Files of the volume, as a namespace of its own sees them where podman is not root's.
inside() { if [ "$(id -u)" = 0 ]; then "$@"; else "${podman[@]}" unshare "$@"; fi; }
place="$("${podman[@]}" volume inspect --format '{{.Mountpoint}}' "$volume")"
keys="$place/www.shop.example/desk/keys.json"
[ "$(inside stat -c '%u %a' "$place" "$keys" | tr '\n' ' ')" = '10001 700 10001 600 ' ] || fail "$(inside stat -c '%n %u %a' "$place" "$keys")"
told "volume and keys are the user's own: 0700, 0600"

says() {
  for _ in $(seq 200); do
    if curl --silent --fail --cacert "$folder/certificate.pem" "https://localhost:$port$1"; then return; fi
    sleep 0.1
  done
  fail "$1 does not answer"
}
manifest=/v1/sites/www.shop.example/manifest
before="$(inside sha256sum "$keys")"

"${podman[@]}" run "${options[@]}" -d --name "$name" "${safe[@]}" -p "127.0.0.1:$port:8443" --stop-timeout 60 "$image" >/dev/null
says /healthz >/dev/null && says /readyz >/dev/null && says "$manifest" >"$folder/first"
[ -s "$folder/first" ] || fail "there is no manifest"
told "all: /healthz, /readyz, the manifest"
pid="$("${podman[@]}" inspect --format '{{.State.Pid}}' "$name")"
# Real, effective, saved and of files: none is root's, whatever the namespace calls them.
[ "$(inside awk '$1 == "Uid:" { print $2, $3, $4, $5 }' "/proc/$pid/status")" = '10001 10001 10001 10001' ] || fail "it runs as somebody else"
[ "$(inside awk '$1 ~ /^Cap(Prm|Eff|Bnd)/ { print $2 }' "/proc/$pid/status" | sort -u)" = 0000000000000000 ] || fail "it has capabilities"
told "it runs as 10001, with no capability"

since="$(date +%s)"
"${podman[@]}" stop "$name" >/dev/null
[ "$("${podman[@]}" inspect --format '{{.State.ExitCode}}' "$name")" = 0 ] || fail "it did not end by itself"
told "SIGTERM ends it with 0, in $(($(date +%s) - since)) s"

"${podman[@]}" start "$name" >/dev/null
says /readyz >/dev/null && says "$manifest" >"$folder/second"
[ "$(inside sha256sum "$keys")" = "$before" ] || fail "the keys are others"
cmp -s "$folder/first" "$folder/second" || fail "the manifest is another: the database was not kept"
told "after a new start: the same keys, the same manifest"
