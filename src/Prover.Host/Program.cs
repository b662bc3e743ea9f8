using System.CommandLine;

RootCommand root = new("Makes, checks and posts the validity proofs of a rollup.");
return await root.Parse(args).InvokeAsync();
