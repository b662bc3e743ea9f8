using Prover.Algebra;
using Prover.Circuits;
using Prover.Rollup;
using BlockCircuit = Prover.Circuit.RollupBlock.RollupBlock;

namespace Prover.RollupBlock.Tests;

/// <summary>A small rollup with known keys, the compiled circuit for it, and ways to make and forge blocks.</summary>
internal static class TestRollup
{
    public const ulong BlockTime = 1_700_000_000;
    public const ulong ValidUntil = BlockTime + 60;
    public const uint Ether = 0;
    public const uint Dollar = 7;

    /// <summary>Accounts 0 to 4: Alice, Bob and the sequencer in ETH, Bob and Carol in token 7.</summary>
    public const uint Alice = 0;
    public const uint Bob = 1;
    public const uint Sequencer = 2;
    public const uint BobDollar = 3;
    public const uint CarolDollar = 4;

    public static BlockCapacities Capacities { get; } = new(2, 1, 2, 5, 2);

    private static readonly Lazy<CompiledCircuit> LazyCircuit =
        new(static () => CompiledCircuit.Compile(new BlockCircuit(Capacities)));

    public static CompiledCircuit Compiled => LazyCircuit.Value;

    public static Domain Domain { get; } = new(31337, Address(0xC0));

    public static RollupState State { get; } = RollupState.Empty.Add(
        new Account(new AccountIdentity(Ether, Owner(1)), 4, 10_000),
        new Account(new AccountIdentity(Ether, Owner(2)), 0, 5_000),
        new Account(new AccountIdentity(Ether, Owner(3)), 0, 0),
        new Account(new AccountIdentity(Dollar, Owner(2)), 0, 700),
        new Account(new AccountIdentity(Dollar, Owner(4)), 0, 90));

    public static EthAddress Address(int person) =>
        EthAddress.Parse("0x" + (0x1000 + person).ToString("x40", System.Globalization.CultureInfo.InvariantCulture));

    public static byte[] Key(int person)
    {
        byte[] key = new byte[32];
        key[31] = (byte)person;
        return key;
    }

    public static OwnerKey Owner(int person) => OperationSigner.Owner(Key(person), Address(person));

    public static BlockBuilder NewBlock(RollupState? state = null) =>
        new(state ?? State, new BlockContext(Domain, default, 1, BlockTime, 0, default), Capacities);

    public static SignedOperation Signed(int person, SignedFields fields) =>
        OperationSigner.Sign(Key(person), Domain, fields);

    /// <summary>Seals a builder whose operations have all been placed, and assigns the circuit.</summary>
    public static BlockCircuit Assign(BlockBuilder builder)
    {
        ExecutedBlock block = builder.Seal().Block;
        return BlockCircuit.Assign(block, PublicInputs.Of(block, DiffCodec.Encode(StateDiff.Of(block))));
    }

    /// <summary>A block with one operation of every kind; tests change what comes back.</summary>
    public static BlockCircuit EveryKind()
    {
        BlockBuilder builder = NewBlock();
        Place(builder.Add(L1Request.Deposit(new AccountIdentity(Ether, Owner(1)), 77)));
        Place(builder.Add(L1Request.Deposit(new AccountIdentity(Ether, Owner(5)), 99)));
        Place(builder.Add(Signed(2, SignedFields.Withdraw(Bob, Ether, 0, ValidUntil, 10, 3)), Sequencer));
        SignedFields transfer = SignedFields.Transfer(Alice, Bob, Owner(2), Ether, 4, ValidUntil, 100, 1);
        SignedFields toNew = SignedFields.TransferToNew(Bob, Owner(6), Ether, 1, ValidUntil, 20, 2);
        Place(builder.Add(Signed(1, transfer), Sequencer));
        Place(builder.Add(Signed(2, toNew), Sequencer));
        return Assign(builder);
    }

    /// <summary>One transfer in token 7; slot 1, four table entries and all other slots stay unused.</summary>
    public static BlockCircuit OneTransfer()
    {
        BlockBuilder builder = NewBlock();
        SignedFields fields =
            SignedFields.Transfer(BobDollar, CarolDollar, Owner(4), Dollar, 0, ValidUntil, 300, 0);
        Place(builder.Add(Signed(2, fields), null));
        return Assign(builder);
    }

    public static void Place(Placement placement) => Assert.True(placement.Placed, placement.ToString());

    /// <summary>The circuit accepts the assignment.</summary>
    public static void AssertAccepted(BlockCircuit circuit)
    {
        using Prover.Circuits.Witness witness = Compiled.Solve(circuit);
        Assert.Empty(Compiled.Check(witness.Values, revealValues: true, limit: 3));
    }

    /// <summary>
    /// The constraints themselves, not only the binding of the posted words, refuse the assignment, and one that
    /// fails lies in the scope of that name. A prover may post other words, so a failure of the binding alone proves
    /// nothing.
    /// </summary>
    public static void AssertRefused(BlockCircuit forged, string scope)
    {
        IReadOnlyList<UnsatisfiedConstraint> broken = Broken(forged);
        Assert.Contains(broken, constraint => constraint.Scope.Contains(scope, StringComparison.Ordinal));
    }

    /// <summary>The constraints that break, apart from the binding.</summary>
    public static IReadOnlyList<UnsatisfiedConstraint> Broken(BlockCircuit forged)
    {
        return
        [
            .. new Prover.Circuits.Testing.Forger(Compiled, forged).Refusals(forged).Where(
                static constraint => !constraint.Scope.Contains("binding", StringComparison.Ordinal)),
        ];
    }

    /// <summary>Signs anew for a person what the slot's fields now say: an attacker signs whatever helps.</summary>
    public static void Resign(Prover.Circuit.RollupBlock.SignedDebit debit, int person, SignedFields fields)
    {
        EdDsaSignature signature = Signed(person, fields).Signature;
        debit.R8X = signature.R8.X;
        debit.R8Y = signature.R8.Y;
        debit.S = signature.S;
    }
}
