#!/bin/sh
# Finds what would only fail after minutes of provisioning, or after it.
set -eu

stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

command -v az >/dev/null 2>&1 || stop "The Azure CLI (az) is missing; the hooks make secrets and the event subscription with it."
az account show --subscription "$AZURE_SUBSCRIPTION_ID" --output none 2>/dev/null ||
  stop "The Azure CLI is not signed in to the subscription $AZURE_SUBSCRIPTION_ID; run: az login (as the account that azd uses)"

if [ "${MAIL_VIA:-acs}" = smtp ]; then
  [ -n "${SMTP_HOST:-}" ] || stop "MAIL_VIA is smtp and SMTP_HOST is empty; run: azd env set SMTP_HOST smtp.example.org"
  [ -n "${MAIL_FROM:-}" ] || stop "MAIL_VIA is smtp and MAIL_FROM is empty; run: azd env set MAIL_FROM digest@example.org"
fi
