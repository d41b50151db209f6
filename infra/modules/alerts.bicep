// What tells a person that the digest does not do its work. Under OpenTelemetry a function's run is a request or a
// dependency, named after the function, "function X" or just "Invoke" with the name in a property: host and worker differ,
// and so do versions of the worker's schema. So both tables are asked for the name wherever it may stand.

param namePrefix string
param location string
param tags object
param workspaceId string

@description('Who is told by e-mail; empty if nobody, then the alerts only show in the portal.')
param address string

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(address)) {
  name: '${namePrefix}-people'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'digest'
    enabled: true
    emailReceivers: [
      {
        name: 'operator'
        emailAddress: address
        useCommonAlertSchema: true
      }
    ]
  }
}

var rules = [
  {
    name: 'edition-overdue'
    title: 'Edition overdue'
    description: 'An edition was due more than an hour ago and no letter of it went out.'
    severity: 1
    window: 'PT15M'
    operator: 'GreaterThan'
    threshold: 0
    query: '''
      AppTraces
      | where SeverityLevel >= 3
      | where tostring(Properties.EventName) == "EditionOverdue" or Message has "has not gone out yet"
    '''
  }
  {
    name: 'clock-silent'
    title: 'Clock silent'
    description: 'DigestClock has not run for 30 minutes: the app is down, cannot start, or sends no telemetry.'
    severity: 1
    window: 'PT30M'
    operator: 'LessThan'
    threshold: 1
    query: '''
      union isfuzzy=true AppRequests, AppDependencies
      | where not(Name matches regex @"^[A-Z]+ /") // what anybody asks for by HTTP, such as GET /DigestClock
      | extend Run = strcat(Name, " ", Properties["faas.name"], " ", Properties["AzureFunctions_FunctionName"])
      | where Run has "DigestClock" and Success == true
    '''
  }
  {
    name: 'drops-failing'
    title: 'Drops failing'
    description: 'ArticleDropped failed, or gave up on a drop. The sweep takes such drops up again; if this stays, something is wrong.'
    severity: 2
    window: 'PT15M'
    operator: 'GreaterThan'
    threshold: 0
    query: '''
      union isfuzzy=true AppRequests, AppDependencies
      | where not(Name matches regex @"^[A-Z]+ /") // what anybody asks for by HTTP, such as GET /DigestClock
      | extend Run = strcat(Name, " ", Properties["faas.name"], " ", Properties["AzureFunctions_FunctionName"])
      | where Run has "PoisonDrop" or (Run has "ArticleDropped" and Success == false)
    '''
  }
  {
    name: 'letters-refused'
    title: 'Letters refused or uncertain'
    description: 'The mail server refused a letter for good, or it is uncertain whether one arrived.'
    severity: 2
    window: 'PT15M'
    operator: 'GreaterThan'
    threshold: 0
    query: '''
      AppTraces
      | where SeverityLevel >= 2
      | where tostring(Properties.CategoryName) endswith "LetterDesk"
    '''
  }
]

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${namePrefix}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [
        workspaceId
      ]
      evaluationFrequency: 'PT15M'
      windowSize: rule.window
      autoMitigate: true
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: rule.threshold
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: empty(address) ? [] : [people.id]
      }
    }
  }
]
