// The Functions app on Flex Consumption and its settings. Flex refuses the settings that other plans want for runtime,
// package and content share; what they say stands in functionAppConfig.

param name string
param planName string
param location string
param tags object

param identityId string
param identityClientId string
param hostStorageName string
param packagesContainer string
param digestStorageName string
param insightsName string
param vaultName string

param sweepSchedule string
param zone string
param sendAt string
param title string

@secure()
@description('The recipients\' addresses, separated by commas.')
param recipients string

@description('The settings of the section Mail that depend on how mail is sent.')
param mailSettings object

@description('The settings of the section Analysis.')
param analysisSettings object

@description('The settings of Digest:Embeddings; none without such a model.')
param embeddingSettings object

@allowed([
  2048
  4096
])
param instanceMemoryMB int

@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

var storageSuffix = environment().suffixes.storage

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${hostStorageName}.blob.${storageSuffix}/${packagesContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        alwaysReady: []
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
  }
}

// Passwords of the publishing profile are keys too.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noDeploymentPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

var hostSettings = {
  AzureWebJobsDisableHomepage: 'true'
  AzureWebJobsStorage__blobServiceUri: 'https://${hostStorageName}.blob.${storageSuffix}'
  AzureWebJobsStorage__queueServiceUri: 'https://${hostStorageName}.queue.${storageSuffix}'
  AzureWebJobsStorage__tableServiceUri: 'https://${hostStorageName}.table.${storageSuffix}'
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  ArticlesStorage__blobServiceUri: 'https://${digestStorageName}.blob.${storageSuffix}'
  ArticlesStorage__queueServiceUri: 'https://${digestStorageName}.queue.${storageSuffix}'
  ArticlesStorage__credential: 'managedidentity'
  ArticlesStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
  SweepSchedule: sweepSchedule
}

var productSettings = {
  Storage__AccountUri: 'https://${digestStorageName}.blob.${storageSuffix}'
  Digest__Schedules__daily__Title: title
  Digest__Schedules__daily__Zone: zone
  Digest__Schedules__daily__SendAt: sendAt
  Mail__PublicUrl: 'https://${app.properties.defaultHostName}/'
  Mail__TokenKeys__k1: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=mail-token-key-k1)'
}

var addresses = filter(map(split(recipients, ','), address => trim(address)), address => !empty(address))

// The app's own host name is only known once the app is there, so the settings come after it.
resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    hostSettings,
    productSettings,
    mailSettings,
    analysisSettings,
    embeddingSettings,
    toObject(
      range(0, length(addresses)),
      i => 'Digest__Schedules__daily__Recipients__${i}__Address',
      i => addresses[i]
    )
  )
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}/'
