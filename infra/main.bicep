// All that the digest needs in Azure, in a resource group of its own. docs/deploying.md says how it is used.

targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('The environment\'s name; names of resources are made from it.')
param environmentName string

@minLength(1)
@description('The region. It must have Flex Consumption with .NET 10.')
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@secure()
@minLength(3)
@description('The recipients\' addresses, separated by commas.')
param recipients string

@description('The IANA time zone in which dates and times are meant.')
param zone string = 'UTC'

@minLength(5)
@maxLength(5)
@description('When the edition goes out, HH:mm.')
param sendAt string = '07:00'

@minLength(1)
@maxLength(100)
@description('The edition\'s title.')
param title string = 'Daily digest'

@description('When the container is looked through for drops whose event was lost, as an NCRONTAB expression of six fields.')
param sweepSchedule string = '0 */5 * * * *'

@allowed([
  'acs'
  'smtp'
])
@description('How letters are sent: Azure Communication Services, or a mail server of one\'s own.')
param mailVia string = 'acs'

@description('With acs: where addresses and letters are kept while they are sent.')
param mailDataLocation string = 'Europe'

@description('With smtp: the mail server\'s name.')
param smtpHost string = ''

@minValue(1)
@maxValue(65535)
@description('With smtp: its port.')
param smtpPort int = 587

@allowed([
  'StartTls'
  'Tls'
])
@description('With smtp: how the connection is protected.')
param smtpSecurity string = 'StartTls'

@description('With smtp: the name to log in with; empty if the server wants none. The password is asked for after provisioning.')
param smtpUser string = ''

@description('With smtp: the sender\'s address.')
param mailFrom string = ''

@maxLength(100)
@description('The sender\'s name.')
param mailFromName string = 'Daily digest'

@description('Who is told by e-mail when no edition went out or the app stands still; empty if nobody.')
param alertAddress string = ''

@minValue(0)
@description('After how many days texts, sections and analyses are deleted; 0 for never. Receipts, editions and letters stay.')
param keepAnalysesDays int = 400

@minValue(0)
@maxValue(365)
@description('For how many days deleted and overwritten blobs can be brought back; 0 for not at all.')
param keepDeletedDays int = 7

@description('Whether a deleted vault keeps its name until its retention is over.')
param vaultPurgeProtection bool = false

@allowed([
  2048
  4096
])
@description('An instance\'s memory.')
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
@description('How many instances there may be at once.')
param maximumInstanceCount int = 40

@description('An Azure OpenAI model to deploy, such as gpt-4.1-mini; none for none. The articles are then read by it.')
param model string = 'none'

@description('The model\'s version; empty for the region\'s default.')
param modelVersion string = ''

@description('How the model is hosted, such as GlobalStandard or DataZoneStandard.')
param modelSku string = 'GlobalStandard'

@minValue(1)
@description('How many thousand tokens a minute the model may take.')
param modelCapacity int = 10

@description('An Azure OpenAI embedding model to deploy, such as text-embedding-3-small; none for none. It tells which statements say the same.')
param embeddingModel string = 'none'

@description('The embedding model\'s version; empty for the region\'s default.')
param embeddingModelVersion string = ''

@description('How the embedding model is hosted, such as GlobalStandard or DataZoneStandard.')
param embeddingModelSku string = 'GlobalStandard'

@minValue(1)
@description('How many thousand tokens a minute the embedding model may take.')
param embeddingModelCapacity int = 50

var token = uniqueString(subscription().id, environmentName, location)
var tags = {
  'azd-env-name': environmentName
}

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'digest-${token}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'digest-logs-${token}'
    insightsName: 'digest-insights-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  scope: group
  params: {
    name: 'host${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module digestStorage 'modules/digest-storage.bicep' = {
  scope: group
  params: {
    name: 'digest${token}'
    topicName: 'digest-drops-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    keepDeletedDays: keepDeletedDays
    keepAnalysesDays: keepAnalysesDays
  }
}

module secrets 'modules/secrets.bicep' = {
  scope: group
  params: {
    name: 'digest-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    deployerId: deployer().objectId
    purgeProtection: vaultPurgeProtection
  }
}

module mail 'modules/mail.bicep' = if (mailVia == 'acs') {
  scope: group
  params: {
    name: 'digest-mail-${token}'
    emailName: 'digest-email-${token}'
    topicName: 'digest-reports-${token}'
    tags: tags
    dataLocation: mailDataLocation
    principalId: identity.outputs.principalId
  }
}

var chatModels = model == 'none'
  ? []
  : [
      {
        model: model
        version: modelVersion
        sku: modelSku
        capacity: modelCapacity
      }
    ]

var embeddingModels = embeddingModel == 'none'
  ? []
  : [
      {
        model: embeddingModel
        version: embeddingModelVersion
        sku: embeddingModelSku
        capacity: embeddingModelCapacity
      }
    ]

module openAI 'modules/model.bicep' = if (model != 'none' || embeddingModel != 'none') {
  scope: group
  params: {
    name: 'digest-model-${token}'
    location: location
    tags: tags
    models: concat(chatModels, embeddingModels)
    principalId: identity.outputs.principalId
  }
}

var smtpSettings = {
  Mail__From: mailFrom
  Mail__FromName: mailFromName
  Mail__Host: smtpHost
  Mail__Port: string(smtpPort)
  Mail__Security: smtpSecurity
}

// A password without a user is refused by the app, and so is a user without a password.
var smtpLogin = empty(smtpUser)
  ? {}
  : {
      Mail__User: smtpUser
      Mail__Password: '@Microsoft.KeyVault(VaultName=digest-${token};SecretName=smtp-password)'
    }

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'digest-${token}'
    planName: 'digest-plan-${token}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    hostStorageName: hostStorage.outputs.name
    packagesContainer: hostStorage.outputs.packagesContainer
    digestStorageName: digestStorage.outputs.name
    insightsName: monitoring.outputs.insightsName
    vaultName: secrets.outputs.name
    sweepSchedule: sweepSchedule
    zone: zone
    sendAt: sendAt
    title: title
    recipients: recipients
    mailSettings: mailVia == 'acs'
      ? {
          Mail__AcsEndpoint: mail!.outputs.endpoint
          // What a domain that Azure manages allows.
          Mail__AcsPerMinute: '5'
          Mail__From: mail!.outputs.sender
          Mail__FromName: mailFromName
        }
      : union(smtpSettings, smtpLogin)
    analysisSettings: model == 'none'
      ? {
          Analysis__Analyst: 'extractive'
        }
      : {
          Analysis__Analyst: 'chat'
          Analysis__Chat__Endpoint: openAI!.outputs.endpoint
          Analysis__Chat__Deployment: model
        }
    embeddingSettings: embeddingModel == 'none'
      ? {}
      : {
          Digest__Embeddings__Endpoint: openAI!.outputs.endpoint
          Digest__Embeddings__Deployment: embeddingModel
        }
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    namePrefix: 'digest-${token}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    address: alertAddress
  }
}

// azd keeps these in its environment and gives them to the hooks: names only, no secret and no address of a recipient.
output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output DIGEST_APP_NAME string = app.outputs.name
output DIGEST_APP_URL string = app.outputs.url
output DIGEST_STORAGE_NAME string = digestStorage.outputs.name
output DIGEST_TOPIC_NAME string = digestStorage.outputs.topicName
output DIGEST_MAIL_TOPIC_NAME string = mail.?outputs.topicName ?? ''
output DIGEST_VAULT_NAME string = secrets.outputs.name
output DIGEST_SMTP_LOGIN bool = mailVia == 'smtp' && !empty(smtpUser)
output DIGEST_MODEL_ENDPOINT string = openAI.?outputs.endpoint ?? ''
