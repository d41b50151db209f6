// Tells the app of new drops, and of what became of letters. It is deployed by hooks/postdeploy.sh, after the app: Event Grid asks the address whether it
// wants events, and its key is made by the app's first start. The key is read here, inside Azure, and is seen nowhere else.

param appName string
param topicName string

@description('Where Azure Communication Services tell what became of letters; empty where a mail server sends them.')
param mailTopicName string = ''

var function = 'ArticleDropped'

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: appName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

// No dead letters: the sweep finds every drop whose event was lost.
resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'articles'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${function}&code=${listKeys('${app.id}/host/default', '2024-04-01').systemKeys.blobs_extension}'
        maxEventsPerBatch: 1
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: [
        'Microsoft.Storage.BlobCreated'
      ]
      subjectBeginsWith: '/blobServices/default/containers/articles/'
    }
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
  }
}

resource mailTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = if (!empty(mailTopicName)) {
  name: mailTopicName
}

// The address is that of DeliveryReported, with a key of the app's. What was delivered need not be told.
resource reports 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = if (!empty(mailTopicName)) {
  parent: mailTopic
  name: 'delivery-reports'
  properties: {
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/delivery-reports?code=${listKeys('${app.id}/host/default', '2024-04-01').functionKeys.default}'
        maxEventsPerBatch: 1
      }
    }
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: [
        'Microsoft.Communication.EmailDeliveryReportReceived'
      ]
      advancedFilters: [
        {
          operatorType: 'StringNotIn'
          key: 'data.status'
          values: [
            'Delivered'
          ]
        }
      ]
    }
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
  }
}
