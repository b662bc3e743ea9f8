using Prover.Testing;

namespace Prover.Rollup.Tests;

/// <summary>Blocks of random operations, invalid ones and ones that do not fit among them.</summary>
internal static class RandomBlocks
{
    private const int People = 6;
    private const uint Tokens = 2;

    /// <summary>A rollup with a few accounts of two tokens.</summary>
    public static RollupScenario Start()
    {
        var rollup = new RollupScenario(new BlockCapacities(3, 3, 8, 10, 3));
        for (int person = 0; person < People; person++)
        {
            _ = rollup.AddAccount(person, (uint)person % Tokens, (UInt128)(1000 * person));
        }

        return rollup;
    }

    /// <summary>Offers some twenty operations to a block and seals it.</summary>
    public static ExecutedBlock Next(RollupScenario rollup, Random random)
    {
        BlockBuilder builder = rollup.NewBlock();
        for (int i = random.Next(3); i > 0; i--)
        {
            _ = builder.Add(RollupScenario.Deposit(
                random.Next(People + 3), (uint)random.Next((int)Tokens), (UInt128)random.Next(1, 5000)));
        }

        for (int i = random.Next(18); i > 0; i--)
        {
            uint count = (uint)rollup.State.Count;
            _ = builder.Add(rollup.Sign(Operation(rollup, random, count)), (uint)random.Next((int)count));
        }

        return rollup.Seal(builder);
    }

    private static SignedFields Operation(RollupScenario rollup, Random random, uint count)
    {
        uint sender = (uint)random.Next((int)count);
        var amount = (UInt128)random.Next(0, 900);
        var fee = (UInt128)random.Next(0, 4);
        return random.Next(6) switch
        {
            0 => rollup.Withdraw(sender, amount, fee),
            1 => rollup.TransferToNew(sender, random.Next(People + 3), amount, fee),
            2 => rollup.Transfer(sender, sender, amount, fee),
            _ => rollup.Transfer(sender, (uint)random.Next((int)count), amount, fee),
        };
    }
}
