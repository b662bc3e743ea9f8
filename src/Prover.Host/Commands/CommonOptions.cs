using System.CommandLine;
using Prover.Compute;

namespace Prover.Host.Commands;

/// <summary>Options that several commands take; each call makes a new one, as a command needs its own.</summary>
internal static class CommonOptions
{
    public static Argument<string> Circuit()
    {
        return new Argument<string>("circuit")
        {
            Description = "A circuit's folder (circuits/RollupBlock) or its id (rollup-block).",
        };
    }

    public static Option<string?> Preset()
    {
        return new Option<string?>("--preset") { Description = "Size of a block circuit, one of its manifest." };
    }

    public static Option<bool> Json()
    {
        return new Option<bool>("--json") { Description = "Print one JSON document on stdout instead of text." };
    }

    public static Option<string> Device()
    {
        return new Option<string>("--device")
        {
            Description = "Where to compute: auto, or a name of 'prover devices'.",
            DefaultValueFactory = _ => DeviceChoice.Auto,
        };
    }

    public static Option<string> Output(string description)
    {
        return new Option<string>("--output", "-o") { Description = description, Required = true };
    }
}
