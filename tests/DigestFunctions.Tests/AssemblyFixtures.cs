[assembly: AssemblyFixture(typeof(LocalServers.AzuriteServer))]
