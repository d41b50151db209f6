#!/bin/sh
# Makes the vault's secrets that are missing, once. A secret is in a file that only this user can read until it is in the
# vault, never on a command line, and one that is there is left alone: links in letters that went out hang on it.
set -eu
umask 077

stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

scratch=$(mktemp -d)
trap 'stty echo 2>/dev/null || true; rm -rf "$scratch"' EXIT
trap 'exit 130' HUP INT TERM

# The right to the vault has just been given, and it takes up to some minutes until the vault knows.
tries=0
until az keyvault secret list --subscription "$AZURE_SUBSCRIPTION_ID" --vault-name "$DIGEST_VAULT_NAME" \
  --query '[].name' --output tsv >"$scratch/names" 2>"$scratch/fault"; do
  tries=$((tries + 1))
  if [ "$tries" -ge 20 ]; then
    cat "$scratch/fault" >&2
    stop "The vault $DIGEST_VAULT_NAME does not let you in. It lets in who provisioned it: is az signed in as the same account as azd? If somebody else provisioned before, run: azd provision --no-state"
  fi
  echo "Waiting for the right to $DIGEST_VAULT_NAME ..."
  sleep "${DIGEST_PAUSE_SECONDS:-15}"
done

# On Windows az ends its lines with a carriage return, and a secret that seems to be missing would be made anew.
is_missing() {
  ! tr -d '\r' <"$scratch/names" | grep -qx "$1"
}

keep_secret() {
  az keyvault secret set --subscription "$AZURE_SUBSCRIPTION_ID" --vault-name "$DIGEST_VAULT_NAME" \
    --name "$1" --file "$scratch/secret" --encoding utf-8 --output none ||
    stop "The secret $1 could not be made. If it was deleted before, run: az keyvault secret recover --vault-name $DIGEST_VAULT_NAME --name $1"
  rm -f "$scratch/secret"
  echo "Made the secret $1."
}

if is_missing mail-token-key-k1; then
  head -c 32 /dev/urandom | base64 | tr -d '\n' >"$scratch/secret"
  [ "$(wc -c <"$scratch/secret")" -eq 44 ] || stop "No key of 32 random bytes could be made on this machine."
  keep_secret mail-token-key-k1
fi

if [ "${DIGEST_SMTP_LOGIN:-false}" = true ] && is_missing smtp-password; then
  if [ -z "${SMTP_PASSWORD:-}" ]; then
    [ -t 0 ] || stop "The mail server's password is missing. Give it as SMTP_PASSWORD in the environment of this command, not by azd env set."
    printf 'Password of %s: ' "${SMTP_USER:-the mail server}"
    stty -echo
    IFS= read -r SMTP_PASSWORD
    stty echo
    echo
    [ -n "$SMTP_PASSWORD" ] || stop "No password was given."
  fi
  printf '%s' "$SMTP_PASSWORD" >"$scratch/secret"
  keep_secret smtp-password
fi

# The app looks for its secrets when its settings change and then only after a day. It may have looked before they were
# there, or before the vault knew its right. (A whole address, because sh on Windows rewrites one that begins with a slash.)
references="https://management.azure.com/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.Web/sites/$DIGEST_APP_NAME/config/configreferences/appsettings"
tries=0
while :; do
  if az rest --method post --output none --url "$references/refresh?api-version=2022-03-01" &&
    az rest --method get --url "$references?api-version=2022-03-01" \
      --query "value[?properties.status != 'Resolved'].name" --output tsv >"$scratch/unresolved" &&
    [ ! -s "$scratch/unresolved" ]; then
    break
  fi
  tries=$((tries + 1))
  if [ "$tries" -ge 20 ]; then
    echo "The app cannot read all of its secrets yet. Wait some minutes, then run: azd hooks run postprovision" >&2
    exit 1
  fi
  echo "Waiting until the app can read its secrets ..."
  sleep "${DIGEST_PAUSE_SECONDS:-15}"
done
