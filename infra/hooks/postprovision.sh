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
    stop "The vault $DIGEST_VAULT_NAME does not let you in. It lets in who provisioned it: is az signed in as the same account as azd?"
  fi
  echo "Waiting for the right to $DIGEST_VAULT_NAME ..."
  sleep "${DIGEST_PAUSE_SECONDS:-15}"
done

made=no

is_missing() {
  ! grep -qx "$1" "$scratch/names"
}

keep_secret() {
  az keyvault secret set --subscription "$AZURE_SUBSCRIPTION_ID" --vault-name "$DIGEST_VAULT_NAME" \
    --name "$1" --file "$scratch/secret" --encoding utf-8 --output none ||
    stop "The secret $1 could not be made. If it was deleted before, run: az keyvault secret recover --vault-name $DIGEST_VAULT_NAME --name $1"
  rm -f "$scratch/secret"
  made=yes
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

# The app looked for these secrets before they were there, and would look again only after hours.
if [ "$made" = yes ]; then
  az rest --method post --output none --url \
    "/subscriptions/$AZURE_SUBSCRIPTION_ID/resourceGroups/$AZURE_RESOURCE_GROUP/providers/Microsoft.Web/sites/$DIGEST_APP_NAME/config/configreferences/appsettings/refresh?api-version=2022-03-01" ||
    az functionapp restart --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" --name "$DIGEST_APP_NAME"
fi
