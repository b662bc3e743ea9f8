using System.Collections.Concurrent;
using Prover.Rollup;

namespace Prover.Testing;

/// <summary>
/// A small rollup with people whose keys are known, for tests that need signed operations and blocks.
/// </summary>
/// <remarks>
/// Person n has the key <see cref="TestKey.FromSeed"/>(n) and an L1 address of their own. Not thread-safe.
/// </remarks>
public sealed class RollupScenario
{
    /// <summary>The time of the first block; one block follows 12 seconds after another.</summary>
    public const ulong StartTime = 1_800_000_000;

    private static readonly ConcurrentDictionary<int, TestKey> Keys = new();
    private static readonly ConcurrentDictionary<EthAddress, int> People = new();

    private readonly Dictionary<uint, uint> _nonces = [];

    /// <summary>A rollup without accounts.</summary>
    /// <param name="capacities">Those of every block.</param>
    /// <param name="circuit">The circuit that blocks are filled for; <see cref="CircuitId"/> if left out.</param>
    public RollupScenario(BlockCapacities capacities, Bytes32? circuit = null)
    {
        Capacities = capacities;
        Context = Context with { CircuitId = circuit ?? CircuitId };
    }

    /// <summary>The chain and contract of all operations.</summary>
    public static Domain Domain { get; } =
        new(31337, EthAddress.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3"));

    /// <summary>The id of the circuit that blocks are filled for: nobody's.</summary>
    public static Bytes32 CircuitId { get; } =
        Bytes32.Parse("0x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");

    /// <summary>The capacities of every block.</summary>
    public BlockCapacities Capacities { get; }

    /// <summary>The accounts now.</summary>
    public RollupState State { get; private set; } = RollupState.Empty;

    /// <summary>What the next block starts from.</summary>
    public BlockContext Context { get; private set; } =
        new(Domain, CircuitId, 1, StartTime, 0, default);

    /// <summary>A person's key.</summary>
    public static TestKey Key(int person) => Keys.GetOrAdd(person, TestKey.FromSeed);

    /// <summary>A person's L1 address: 0xa0 in front, the number at the end.</summary>
    public static EthAddress Address(int person)
    {
        byte[] bytes = new byte[EthAddress.Size];
        bytes[0] = 0xA0;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), person);
        var address = new EthAddress(bytes);
        People[address] = person;
        return address;
    }

    /// <summary>A person as the owner of accounts.</summary>
    public static OwnerKey Owner(int person) =>
        new(Address(person), Prover.Algebra.BabyJubjub.IsLarge(Key(person).PublicKey.X), Key(person).PublicKey.Y);

    /// <summary>A person's identity for a token.</summary>
    public static AccountIdentity Identity(int person, uint token) => new(token, Owner(person));

    /// <summary>A payment from L1.</summary>
    public static L1Request Deposit(int person, uint token, UInt128 amount) =>
        L1Request.Deposit(Identity(person, token), amount);

    /// <summary>Signs with the key of the person who owns the sending account of the state.</summary>
    public SignedOperation Sign(SignedFields fields)
    {
        EthAddress owner = State[fields.Sender].Identity.L1Address;
        return SignAs(People[owner], fields);
    }

    /// <summary>Signs with a person's key, whoever owns the account.</summary>
    public static SignedOperation SignAs(int person, SignedFields fields) =>
        OperationSigner.Sign(Key(person).PrivateKey, Domain, fields);

    /// <summary>Adds an account to the state directly, as if from earlier blocks.</summary>
    public uint AddAccount(int person, uint token, UInt128 balance, uint nonce = 0)
    {
        var index = (uint)State.Count;
        State = State.Add(new Account(Identity(person, token), nonce, balance));
        return index;
    }

    /// <summary>A transfer between accounts of the state, with the sender's next nonce.</summary>
    public SignedFields Transfer(uint sender, uint receiver, UInt128 amount, UInt128 fee = default) =>
        SignedFields.Transfer(
            sender, receiver, State[receiver].Identity.Key, Token(sender), NextNonce(sender), ValidUntil, amount, fee);

    /// <summary>A transfer to an account that it creates, with the sender's next nonce.</summary>
    public SignedFields TransferToNew(uint sender, int person, UInt128 amount, UInt128 fee = default) =>
        SignedFields.TransferToNew(
            sender, Owner(person), Token(sender), NextNonce(sender), ValidUntil, amount, fee);

    /// <summary>A withdrawal, with the sender's next nonce.</summary>
    public SignedFields Withdraw(uint sender, UInt128 amount, UInt128 fee = default) =>
        SignedFields.Withdraw(sender, Token(sender), NextNonce(sender), ValidUntil, amount, fee);

    /// <summary>An empty block on top of the state.</summary>
    public BlockBuilder NewBlock() => new(State, Context, Capacities);

    /// <summary>Seals a block and goes on from the state after it.</summary>
    public ExecutedBlock Seal(BlockBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        SealedBlock result = builder.Seal();
        State = result.State;
        _nonces.Clear();
        Context = Context with
        {
            Number = Context.Number + 1,
            Time = Context.Time + 12,
            FirstQueuePosition = Context.FirstQueuePosition + (uint)result.Block.Requests.Count,
            QueueHash = result.Block.Header.QueueHashAfter,
        };
        return result.Block;
    }

    private ulong ValidUntil => Context.Time + 3600;

    private uint Token(uint account) => State[account].Identity.Token;

    private uint NextNonce(uint account)
    {
        uint nonce = _nonces.TryGetValue(account, out uint next) ? next : State[account].Nonce;
        _nonces[account] = nonce + 1;
        return nonce;
    }
}
