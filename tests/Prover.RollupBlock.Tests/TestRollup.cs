using System.Collections.Concurrent;
using Prover.Algebra;
using Prover.Circuits;
using Prover.Circuits.Testing;
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

    private static readonly ConcurrentBag<Forger> Forgers = [];

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
    public static BlockCircuit Assign(BlockBuilder builder) => Assign(builder.Seal().Block);

    /// <summary>The circuit's inputs for a sealed block.</summary>
    public static BlockCircuit Assign(ExecutedBlock block) =>
        BlockCircuit.Assign(block, PublicInputs.Of(block, DiffCodec.Encode(StateDiff.Of(block))));

    /// <summary>A block with one operation of every kind.</summary>
    public static BlockCircuit EveryKindHonestly() => Assign(EveryKindBlock());

    /// <summary>The same as the rollup executed it.</summary>
    public static ExecutedBlock EveryKindBlock()
    {
        BlockBuilder builder = NewBlock();
        Place(builder.Add(L1Request.Deposit(new AccountIdentity(Ether, Owner(1)), 77)));
        Place(builder.Add(L1Request.Deposit(new AccountIdentity(Ether, Owner(5)), 99)));
        Place(builder.Add(Signed(2, SignedFields.Withdraw(Bob, Ether, 0, ValidUntil, 10, 3)), Sequencer));
        SignedFields transfer = SignedFields.Transfer(Alice, Bob, Owner(2), Ether, 4, ValidUntil, 100, 1);
        SignedFields toNew = SignedFields.TransferToNew(Bob, Owner(6), Ether, 1, ValidUntil, 20, 2);
        Place(builder.Add(Signed(1, transfer), Sequencer));
        Place(builder.Add(Signed(2, toNew), Sequencer));
        return builder.Seal().Block;
    }

    /// <summary>One transfer in token 7; slot 1, four table entries and all other slots stay unused.</summary>
    public static BlockCircuit OneTransferHonestly()
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

    /// <summary>The rows that refuse a forged assignment.</summary>
    public static IReadOnlyList<UnsatisfiedConstraint> Refusals(BlockCircuit forged, HintLie? lie = null) =>
        WithForger(forger => forger.Refusals(forged, lie));

    /// <summary>Lends a forger; each is used by one test at a time.</summary>
    public static T WithForger<T>(Func<Forger, T> use)
    {
        Forger forger = Forgers.TryTake(out Forger? free) ? free : new Forger(Compiled, new BlockCircuit(Capacities));
        T result = use(forger);
        Forgers.Add(forger);
        return result;
    }

    /// <summary>The key and signature of a person; null stands for the public key of unused slots.</summary>
    public static (BabyPoint Key, EdDsaSignature Signature) SignRaw(int? person, in Fr message)
    {
        if (person is { } known)
        {
            return (EdDsaPoseidon.PublicKey(Key(known)), EdDsaPoseidon.Sign(Key(known), in message));
        }

        BabyPoint key = BabyJubjub.Base8;
        Fr h = EdDsaPoseidon.Challenge(in key, in key, in message);
        Fr s = Fr.FromBigInteger((1 + (8 * h.ToBigInteger())) % BabyJubjub.SubgroupOrder);
        return (key, new EdDsaSignature(key, s));
    }
}
