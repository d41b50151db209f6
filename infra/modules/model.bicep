// Azure OpenAI, made only where a model is asked for.

param name string
param location string
param tags object

@description('A deployed model.')
type deployedModel = {
  @description('The model, such as gpt-4.1-mini; its deployment has the same name.')
  model: string

  @description('The model\'s version; empty for the region\'s default.')
  version: string

  @description('How the model is hosted, such as GlobalStandard or DataZoneStandard.')
  sku: string

  @minValue(1)
  @description('How many thousand tokens a minute it may take.')
  capacity: int
}

@minLength(1)
param models deployedModel[]

@description('Who asks the models.')
param principalId string

resource account 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: name
  location: location
  tags: tags
  kind: 'OpenAI'
  sku: {
    name: 'S0'
  }
  properties: {
    customSubDomainName: name
    disableLocalAuth: true
  }
}

// An account takes one change at a time.
@batchSize(1)
resource deployments 'Microsoft.CognitiveServices/accounts/deployments@2024-10-01' = [
  for deployed in models: {
    parent: account
    name: deployed.model
    sku: {
      name: deployed.sku
      capacity: deployed.capacity
    }
    properties: {
      model: {
        format: 'OpenAI'
        name: deployed.model
        version: empty(deployed.version) ? null : deployed.version
      }
    }
  }
]

var cognitiveServicesOpenAIUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd'

resource asks 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, principalId, cognitiveServicesOpenAIUser)
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', cognitiveServicesOpenAIUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

output endpoint string = account.properties.endpoint
