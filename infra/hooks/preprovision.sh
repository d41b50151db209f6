#!/bin/sh
# Finds what would only fail after minutes of provisioning, or after it.
set -eu

stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

command -v az >/dev/null 2>&1 || stop "The Azure CLI (az) is missing; the hooks make secrets and the event subscription with it."
[ -n "${AZURE_SUBSCRIPTION_ID:-}" ] || stop "No subscription is chosen; run azd up, or: azd env set AZURE_SUBSCRIPTION_ID ..., and AZURE_LOCATION likewise"
az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none 2>/dev/null ||
  stop "The Azure CLI is not signed in to the subscription $AZURE_SUBSCRIPTION_ID; run: az login (as the account that azd uses)"

# What the app would refuse when it starts, where that is cheap to see.
case "${DIGEST_SEND_AT:-07:00}" in
  [01][0-9]:[0-5][0-9] | 2[0-3]:[0-5][0-9]) ;;
  *) stop "DIGEST_SEND_AT is '$DIGEST_SEND_AT'; give a time from 00:00 to 23:59, such as 07:00." ;;
esac
if [ -n "${DIGEST_RECIPIENTS:-}" ]; then
  addresses=$(printf '%s' "$DIGEST_RECIPIENTS" | tr ',' '\n' | sed 's/^ *//; s/ *$//' | grep -v '^$' || true)
  [ -n "$addresses" ] || stop "DIGEST_RECIPIENTS has no address in it."
  if printf '%s\n' "$addresses" | grep -vqE '^[^ <>@]+@[^ <>@]+$'; then
    stop "DIGEST_RECIPIENTS has something else than bare addresses, such as ana@example.org,bo@example.org."
  fi
  [ -z "$(printf '%s\n' "$addresses" | tr 'A-Z' 'a-z' | sort | uniq -d)" ] || stop "DIGEST_RECIPIENTS has an address twice."
fi

if [ "${MAIL_VIA:-acs}" = smtp ]; then
  [ -n "${SMTP_HOST:-}" ] || stop "MAIL_VIA is smtp and SMTP_HOST is empty; run: azd env set SMTP_HOST smtp.example.org"
  [ -n "${MAIL_FROM:-}" ] || stop "MAIL_VIA is smtp and MAIL_FROM is empty; run: azd env set MAIL_FROM digest@example.org"
fi
