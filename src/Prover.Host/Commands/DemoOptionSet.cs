using System.CommandLine;
using System.CommandLine.Parsing;

namespace Prover.Host.Commands;

/// <summary>Options that the commands of the demo share; each call makes a new one.</summary>
internal static class DemoOptionSet
{
    public static Option<string?> Transfers()
    {
        return new Option<string?>("--transfers")
        {
            Description = "CSV of transfers (token,from,to,value); default: a sample of Ethereum mainnet.",
        };
    }

    public static Option<int> Blocks(int standard)
    {
        Option<int> blocks = new("--blocks")
        {
            Description = "Blocks to make; all are full but the last of several.",
            DefaultValueFactory = _ => standard,
        };
        blocks.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--blocks: expected at least 1");
            }
        });
        return blocks;
    }

    public static Option<ulong> Seed()
    {
        return new Option<ulong>("--seed")
        {
            Description = "From which the keys of the rollup accounts are made.",
            DefaultValueFactory = _ => 1,
        };
    }

    public static Option<Uri?> L1()
    {
        return new Option<Uri?>("--l1")
        {
            Description =
                "JSON-RPC address of a running node, its account's key in PROVER_L1_KEY; default: start anvil.",
            CustomParser = result => ParseAddress(result, "--l1", Uri.UriSchemeHttp, Uri.UriSchemeHttps),
        };
    }

    public static Option<string> Circuit()
    {
        return new Option<string>("--circuit")
        {
            Description = "The block circuit.",
            DefaultValueFactory = _ => "rollup-block",
        };
    }

    /// <summary>Reads an absolute address of one of some schemes; adds an error otherwise.</summary>
    public static Uri? ParseAddress(ArgumentResult result, string option, params string[] schemes)
    {
        bool good = Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? address)
            && schemes.Contains(address.Scheme);
        if (!good)
        {
            string wanted = string.Join(" or ", schemes);
            result.AddError($"{option}: expected an {wanted} address, like {schemes[0]}://127.0.0.1:8545");
        }

        return good ? address : null;
    }
}
