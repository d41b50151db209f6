// The account that belongs to the users and the digest: drops, receipts, and all that the pipeline keeps.

param name string
param topicName string
param location string
param tags object

@description('Who works through the drops.')
param principalId string

@minValue(0)
@maxValue(365)
@description('For how many days deleted and overwritten blobs can be brought back; 0 for not at all.')
param keepDeletedDays int

@minValue(0)
@description('After how many days texts, sections and analyses are deleted; 0 for never.')
param keepAnalysesDays int

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: keepDeletedDays > 0 ? { enabled: true, days: max(keepDeletedDays, 1) } : { enabled: false }
    containerDeleteRetentionPolicy: keepDeletedDays > 0 ? { enabled: true, days: max(keepDeletedDays, 1) } : { enabled: false }
  }
}

resource articles 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'articles'
  properties: {
    publicAccess: 'None'
  }
}

resource receipts 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'receipts'
  properties: {
    publicAccess: 'None'
  }
}

resource digest 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'digest'
  properties: {
    publicAccess: 'None'
  }
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: account
  name: 'default'
}

// The blob trigger gives up on a drop into the queue of this name; a queue trigger cannot listen to one that is missing.
resource poison 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = {
  parent: queues
  name: 'webjobs-blobtrigger-poison'
}

// A rule that is left out of a template stays in the account, so switching it off is written down.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'old-analyses'
          type: 'Lifecycle'
          enabled: keepAnalysesDays > 0
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'digest/texts/'
                'digest/sections/'
                'digest/analyses/'
                'digest/answers/'
                'digest/budget/'
                'digest/vectors/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: max(keepAnalysesDays, 1)
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [
    blobs
  ]
}

// What is new in the account is told here. Who listens is in events.bicep, because the listener's address has a key that
// exists only once the app runs.
resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: topicName
  location: location
  tags: tags
  properties: {
    source: account.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }
}

var storageBlobDataReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
var storageBlobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var storageQueueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'

resource readsArticles 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: articles
  name: guid(articles.id, principalId, storageBlobDataReader)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataReader)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource writesReceipts 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: receipts
  name: guid(receipts.id, principalId, storageBlobDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource writesDigest 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: digest
  name: guid(digest.id, principalId, storageBlobDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageBlobDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// The trigger's own queue is in the host's account; here there is only the one for what it gave up.
resource usesPoison 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: poison
  name: guid(poison.id, principalId, storageQueueDataContributor)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', storageQueueDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

output name string = account.name
output topicName string = topic.name
