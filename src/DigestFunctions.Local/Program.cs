return await DigestFunctions.Local.Commands.CommandLine.RunAsync(args);
