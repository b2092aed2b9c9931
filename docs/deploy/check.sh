#!/usr/bin/env bash
# Tries what docs/deploy.md has to paste: its unit under systemd-analyze, and its proxies, each in front of the
# backend on this machine with a certificate of its own, judged by `sigilo-backend doctor`. About 15 seconds.
#
# What is not installed is passed over, and said so; Debian has it: systemd, nginx-light, caddy, openssl, curl.
# BACKEND names the program; without it, it is built.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Debian's nginx is not on everybody's path.
PATH="$PATH:/usr/sbin"
page="$PWD/docs/deploy.md"
if [ -z "${BACKEND:-}" ]; then
  cargo build --quiet --locked -p sigilo-backend
  BACKEND="${CARGO_TARGET_DIR:-$PWD/target}/debug/sigilo-backend"
fi
BACKEND="$(realpath "$BACKEND")"
folder="$(mktemp -d)"
started=()
end() {
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$folder"
}
trap end EXIT
cd "$folder"
passed=0 skipped=0

has() {
  for program in "$@"; do
    command -v "$program" >/dev/null && continue
    skipped=$((skipped + 1))
    echo "skipped: there is no $program" >&2
    return 1
  done
}

# block HEADING: what stands in the first fence below a heading of the page.
block() {
  awk -v heading="## $1" '$0 == heading { below = 1 } below && /^```/ { if (inside) exit; inside = 1; next } inside' "$page"
}

# answers WHAT ADDRESS: waits for an answer.
answers() {
  for _ in $(seq 150); do
    if curl --silent --fail --output /dev/null --cacert certificate.pem "$2"; then return; fi
    sleep 0.1
  done
  echo "$1 does not answer at $2" >&2
  return 1
}

# judged WHAT: by the doctor, through the proxy.
judged() {
  answers "$1" "https://localhost:$tls/v1/sites/www.shop.example/manifest"
  "$BACKEND" doctor --url "https://localhost:$tls" --http "http://localhost:$clear" --ca certificate.pem \
    --site www.shop.example --pin "$pin" >findings || { cat findings >&2; echo "$1 has faults" >&2; return 1; }
  # A certificate of a month is told; nothing else may be.
  if grep -v '^fine' findings | grep -v '^warning  certificate'; then
    echo "$1 has warnings" >&2
    return 1
  fi
  # A socket is opened through it; whoever says nothing there is let go after 10 seconds.
  opened="$(curl --silent --http1.1 --max-time 2 --output /dev/null --write-out '%{http_code}' --cacert certificate.pem \
    -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' \
    -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' -H 'Sec-WebSocket-Protocol: sigilo.1' \
    "https://localhost:$tls/v1/sites/www.shop.example/live" || true)"
  [ "$opened" = 101 ] || { echo "$1 opens no socket: $opened" >&2; return 1; }
  passed=$((passed + 1))
  echo "passed: $1 ($(grep -c ^fine findings) findings, a socket)"
}

if has systemd-analyze; then
  # There is no such program and no such user here.
  block systemd | sed "s#/usr/local/bin/sigilo-backend#$BACKEND#" >sigilo.service
  # A key that it does not know is a warning, and a protection that is not there.
  systemd-analyze verify ./sigilo.service 2>&1 | grep 'sigilo\.service' && exit 1
  passed=$((passed + 1))
  echo "passed: the unit ($(systemd-analyze security --offline=true ./sigilo.service 2>/dev/null | sed -n 's/.*Overall exposure level for sigilo.service: //p'))"
fi

if has openssl curl; then
  read -r relay metrics tls clear < <(python3 - <<'PYTHON'
import socket
sockets = [socket.socket() for _ in range(4)]
for own in sockets: own.bind(("127.0.0.1", 0))
print(*[own.getsockname()[1] for own in sockets])
PYTHON
)
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost -addext basicConstraints=critical,CA:FALSE -keyout key.pem -out certificate.pem 2>/dev/null
  "$BACKEND" init --into site --sector insurance --site www.shop.example --owner 'Shop Ltd.' --address 'Somewhere 1' \
    --contact privacy@shop.example --phone '+34 900 000 000' --listen "127.0.0.1:$relay" </dev/null >/dev/null
  sed -i "s#^trusted_proxies = .*#trusted_proxies = [\"127.0.0.1\"]#; s#127.0.0.1:9464#127.0.0.1:$metrics#" site/sigilo.toml
  pin="$(sed -n 's/^pins = \["\(.*\)"\]/\1/p' site/sigilo.toml)"
  "$BACKEND" all --config site/sigilo.toml 2>backend.log &
  started+=($!)
  answers "the backend" "http://127.0.0.1:$relay/readyz" || { cat backend.log >&2; exit 1; }

  if has nginx; then
    {
      printf 'daemon off;\npid nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n'
      for own in client_body proxy fastcgi uwsgi scgi; do echo "${own}_temp_path $folder/$own;"; done
      block 'Behind nginx' | sed -n 's/^# \(map .*\)/\1/p'
      block 'Behind nginx' | sed "s#/etc/letsencrypt/live/relay.shop.example/fullchain.pem#$folder/certificate.pem#
        s#/etc/letsencrypt/live/relay.shop.example/privkey.pem#$folder/key.pem#
        s#relay.shop.example#localhost#; s#listen 443#listen 127.0.0.1:$tls#; s#listen 80#listen 127.0.0.1:$clear#
        s#127.0.0.1:8443#127.0.0.1:$relay#; s#https://\$host#https://\$host:$tls#"
      echo '}'
    } >nginx.conf
    nginx -e stderr -p "$folder/" -c nginx.conf 2>nginx.log &
    started+=($!)
    judged "nginx in front" || { cat nginx.log >&2; exit 1; }
    kill "$!" && wait "$!" || true
  fi

  if has caddy; then
    {
      # No authority gives a certificate for a test, and these ports are not everybody's.
      printf '{\nadmin off\nauto_https disable_certs\nhttps_port %s\nhttp_port %s\n}\n' "$tls" "$clear"
      block 'Behind Caddy' | sed "s#relay.shop.example {#localhost {\nbind 127.0.0.1\ntls $folder/certificate.pem $folder/key.pem#; s#127.0.0.1:8443#127.0.0.1:$relay#"
    } >Caddyfile
    HOME="$folder" XDG_DATA_HOME="$folder" XDG_CONFIG_HOME="$folder" caddy run --adapter caddyfile --config Caddyfile 2>caddy.log &
    started+=($!)
    judged "Caddy in front" || { cat caddy.log >&2; exit 1; }
  fi
fi

echo "$passed passed, $skipped skipped"
