using System.Numerics;
using Xunit.Abstractions;

namespace Prover.Algebra.Tests;

public sealed class FqTests(ITestOutputHelper output) : PrimeFieldContract<Fq>(output)
{
    protected override BigInteger P => Fq.Modulus;

    protected override Fq From(BigInteger value) => Fq.FromBigInteger(value);

    protected override Fq Reduce(BigInteger value) => Fq.Reduce(value);

    protected override BigInteger ToBig(Fq value) => value.ToBigInteger();

    protected override Fq Pow(Fq value, BigInteger exponent) => value.Pow(exponent);

    protected override Fq InverseReference(Fq value) => value.InverseReference();

    protected override bool TrySqrt(Fq value, out Fq root) => value.TrySqrt(out root);

    protected override bool TryParse(string? text, out Fq value) => Fq.TryParse(text, out value);

    protected override bool TryFromBytes(byte[] bytes, out Fq value) => Fq.TryFromBytes(bytes, out value);

    protected override bool TryFromLittleEndian(byte[] bytes, out Fq value) =>
        Fq.TryFromLittleEndian(bytes, out value);

    protected override bool TryFromMontgomery(byte[] bytes, out Fq value) => Fq.TryFromMontgomery(bytes, out value);

    protected override byte[] ToBytes(Fq value) => value.ToBytes();

    protected override byte[] ToLittleEndian(Fq value)
    {
        byte[] bytes = new byte[Fq.ByteLength];
        value.CopyLittleEndian(bytes);
        return bytes;
    }

    protected override byte[] ToMontgomery(Fq value)
    {
        byte[] bytes = new byte[Fq.ByteLength];
        value.CopyMontgomery(bytes);
        return bytes;
    }
}
