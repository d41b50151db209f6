[assembly: AssemblyFixture(typeof(DigestFunctions.Browser.Tests.ReadingRoom))]
