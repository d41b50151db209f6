#!/bin/sh
# Subscribes the app to new drops and to what became of letters. Until its first start the app has no key for that, and Event Grid gives up on an app that
# takes long to wake; so it is tried for some minutes. Run it again when the app's key blobs_extension or its default function key was renewed.
set -eu

tries=0
until az deployment group create --subscription "$AZURE_SUBSCRIPTION_ID" --resource-group "$AZURE_RESOURCE_GROUP" \
  --name digest-events --template-file infra/events.bicep \
  --parameters "appName=$DIGEST_APP_NAME" "topicName=$DIGEST_TOPIC_NAME" "mailTopicName=${DIGEST_MAIL_TOPIC_NAME:-}" --only-show-errors --output none; do
  tries=$((tries + 1))
  if [ "$tries" -ge 10 ]; then
    echo "The subscriptions for ArticleDropped and DeliveryReported could not be made: the app does not answer, or it refuses its configuration (its log stream says what is wrong with it). Drops are still found, by the sweep. Try again with: azd hooks run postdeploy" >&2
    exit 1
  fi
  echo "The app is not ready for events yet; trying again ..."
  sleep "${DIGEST_PAUSE_SECONDS:-30}"
done
